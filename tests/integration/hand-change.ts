import { Clients } from "../../local/cloud/clients";

/** A deployed resource, as the engine's state has it. */
export interface Deployed {
    readonly id: string;
    /** Its properties, all of which may be read as text by those who know them. */
    readonly outputs: Record<string, unknown>;
}

/** A change of a resource that somebody makes by hand, behind the back of the engine. */
export interface HandChange {
    /** The type's token. */
    readonly type: string;
    /** The resource's name in the program. */
    readonly name: string;
    /** What a refresh shows: another value (`~`), or that it is gone (`-`). */
    readonly shows: "~" | "-";
    /** What the next deployment does about it; undefined where the official provider does nothing. @default `~`, or `+` */
    readonly repairs?: "~" | "+" | "+-";
    change(of: Deployed, clients: Clients): Promise<unknown>;
}

/** A tag that nobody but a person has set. */
export const TAG = { Key: "by-hand", Value: "yes" };
/** A property as text. */
export const text = (of: Deployed, key: string) => String(of.outputs[key]);
/** A policy document with another statement id. */
export const document = (of: Deployed, key: string, sid: string) => {
    const policy = JSON.parse(text(of, key)) as { Statement: Record<string, unknown>[] };
    const statements = policy.Statement.map((statement, i) =>
        i === 0 ? { ...statement, Sid: sid } : statement,
    );
    return JSON.stringify({ ...policy, Statement: statements });
};

/** A change that a refresh shows as another value. */
export function differs(type: string, name: string, change: HandChange["change"]): HandChange {
    return { type, name, shows: "~", change };
}

/** A deletion. */
export function gone(type: string, name: string, change: HandChange["change"]): HandChange {
    return { type, name, shows: "-", repairs: "+", change };
}
