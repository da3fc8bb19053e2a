/** What a judgement has to know of the world around a document. */
export interface IamSettings {
    /** Ids of the own accounts, 12 digits each; none where they are not known. */
    readonly accounts: readonly string[];
    /** Ids of foreign accounts that are trusted. */
    readonly trusted: readonly string[];
}

/** What a document is attached to: it decides what its statements mean. */
export type DocumentKind = "identity" | "trust" | "resource";
