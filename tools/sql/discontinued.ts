import constructs from "../../sql/discontinued-constructs.json";

/** A construct of Kinesis Data Analytics SQL that Flink does not have, or has in another form. */
export interface DiscontinuedConstruct {
    /** The function or keyword by which it is recognized, in upper case. */
    readonly word: string;
    /** Why the importer refuses it, and what to write instead; the importer translates what has none. */
    readonly refused?: string;
    /** The form in Flink SQL, where one line shows it. */
    readonly flink?: string;
    /** The folder of sql/legacy/ that shows its replacement. */
    readonly example?: string;
    /** Another such folder. */
    readonly seeAlso?: string;
}

/** The one list of discontinued constructs: the importer, sql:check and the migration page read it. */
export const DISCONTINUED: readonly DiscontinuedConstruct[] = constructs;

/** A function's form in Flink SQL. @returns undefined where the function is not a discontinued one, or has no short form. */
export function flinkForm(word: string): string | undefined {
    return DISCONTINUED.find((construct) => construct.word === word.toUpperCase())?.flink;
}
