/** A table of text: numbers to the right, all else to the left. */
export function columnTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
    const widths = columns.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
    const numeric = columns.map((_, i) => rows.every((row) => /^(-|-?\d+(\.\d+)?)$/.test(row[i] ?? "")));
    const line = (cells: readonly string[]) =>
        cells
            .map((cell, i) => (numeric[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
            .join("  ")
            .trimEnd();
    return [columns, ...rows].map((cells) => `  ${line(cells)}`).join("\n");
}
