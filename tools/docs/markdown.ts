/** Escapes the text of a table cell. */
export function cell(text: string): string {
    return text.replaceAll("|", "\\|");
}

/** Formats a table. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
    return [line(heads), line(heads.map(() => "---")), ...rows.map((row) => line(row.map(cell)))].join("\n");
}

/** Formats a code block. */
export function fence(language: string, text: string): string {
    return `\`\`\`${language}\n${text.trim()}\n\`\`\``;
}
