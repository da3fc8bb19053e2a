/** A place in a text; both count from 1. */
export interface Place {
    readonly line: number;
    readonly column: number;
}

/** The place of an offset in a text. */
export function placeOf(text: string, offset: number): Place {
    const before = text.slice(0, offset).split("\n");
    return { line: before.length, column: (before[before.length - 1]?.length ?? 0) + 1 };
}

/** The place where a pattern first matches. */
export function find(text: string, pattern: RegExp): Place | undefined {
    const at = text.search(pattern);
    return at < 0 ? undefined : placeOf(text, at);
}

/** A query without its comments, each character in its place. */
export function withoutComments(sql: string): string {
    return sql.replace(/--.*$/gm, (comment) => " ".repeat(comment.length));
}

/**
 * Where in a query something stands that Flink has found in the query with its placeholders filled.
 *
 * @param sql with placeholders.
 * @param properties what fills them.
 * @param filled the place that Flink reports.
 */
export function unfilled(sql: string, properties: Readonly<Record<string, string>>, filled: Place): Place {
    const text = sql.split("\n")[filled.line - 1] ?? "";
    let longer = 0; // by how much the text so far is longer than what Flink has seen
    for (const { 0: placeholder, 1: name = "", index } of text.matchAll(/\$\{(\w+)\}/g)) {
        const value = properties[name] ?? placeholder;
        const from = index - longer + 1;
        if (filled.column < from) {
            break;
        }
        if (filled.column < from + value.length) {
            return { line: filled.line, column: index + 1 };
        }
        longer += placeholder.length - value.length;
    }
    return { line: filled.line, column: filled.column + longer };
}
