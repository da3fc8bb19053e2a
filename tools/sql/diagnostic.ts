import { Place } from "./place";

/** What is wrong with a query, or to be known of it. */
export interface Diagnostic extends Place {
    readonly file: string;
    readonly level: "error" | "warning";
    readonly message: string;
    /** What was meant, or what to do. */
    readonly hint?: string;
}
