import { TranslationRequest } from "./translation";

/** A construct that cannot be carried over. */
export interface Refusal {
    /** Place in the code, from 1; undefined for what is not in the code. */
    readonly line?: number;
    readonly column?: number;
    readonly construct: string;
    /** What is wrong and what to do. */
    readonly message: string;
    /** A folder of sql/legacy/ that shows what to do. */
    readonly seeAlso?: string;
}

/** An application as a file describes it. */
export interface Application {
    /** The file, as a person would write it. */
    readonly file: string;
    readonly request: TranslationRequest;
    /** What the description has, the translator cannot see, and cannot be carried over. */
    readonly leftOut: readonly Refusal[];
    /** What changes although it is carried over, one line each. */
    readonly notes: readonly string[];
}

/** Why a file cannot be read as a description: one line, without the file's name. */
export class DescriptionError extends Error {}
