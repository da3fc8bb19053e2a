import { Finding } from "./finding";
import { find } from "./place";
import { QueryFile } from "./query-file";
import { KeyLack, PlanAnswer } from "./query-tool";

function listed(words: readonly string[]): string {
    return words.length < 2
        ? words.join("")
        : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

/** What to do about what no result column shows. */
function hiddenAdvice(hidden: readonly KeyLack[], isAll: boolean): string {
    const pronoun = hidden.length > 1 ? "them" : "it";
    const what = isAll ? pronoun : listed(hidden.map((one) => one.what));
    return `add ${what} to the results and to resultKey`;
}

/** What a key lacks to determine the row, and where it would come from. */
function keyMessage(lacks: readonly KeyLack[]): string {
    const shown = [...new Set(lacks.flatMap(({ shownAs }) => shownAs ?? []))];
    const hidden = lacks.filter(({ shownAs }) => shownAs === null);
    const advice = [
        ...(shown.length > 0 ? [`add ${listed(shown.map((name) => `\`${name}\``))} to resultKey`] : []),
        ...(hidden.length > 0 ? [hiddenAdvice(hidden, shown.length === 0)] : []),
    ];
    const what = `${listed(lacks.map((one) => one.what))} ${lacks.length > 1 ? "are" : "is"} in no column of the key`;
    return `resultKey does not determine the row: ${what}; ${advice.join(", and ")}`;
}

/** Finds that rows of the same resultKey can differ: the view would mix them, since it has one row of each key. */
export function keyFindings(query: QueryFile, { keyLacks = [] }: PlanAnswer): Finding[] {
    const place = find(query.schema, /"resultKey"/) ?? { line: 1, column: 1 };
    return keyLacks.length === 0
        ? []
        : [{ file: query.schemaPath, ...place, level: "error", message: keyMessage(keyLacks) }];
}
