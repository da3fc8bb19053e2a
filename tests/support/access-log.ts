import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

/** Real lines where the machine has them; they are not ours to give away. */
const REAL = path.join(__dirname, "..", "..", "..", "shared", "data", "apache-access.log");
const GENERATOR = path.join(__dirname, "..", "..", "agent-config", "access-log-generator.py");

/** Access-log lines: real ones, or generated ones where there are none. */
export function logLines(count: number): string[] {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "cc-pipeline-")), "access_log");
    if (!existsSync(REAL)) {
        execFileSync("python3", [GENERATOR, "--file", file, "--rate", "0", "--lines", String(count)]);
    }
    return readFileSync(existsSync(REAL) ? REAL : file, "utf8")
        .split("\n")
        .slice(0, count);
}

/** Writes lines to a file of their own. */
export function logFile(lines: readonly string[]): string {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "cc-pipeline-")), "some_access_log");
    writeFileSync(file, lines.map((line) => `${line}\n`).join(""));
    return file;
}

/** Requests by status, counted from the lines themselves: the field after the quoted request. */
export function statusCounts(lines: readonly string[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const line of lines) {
        const status = line.split('"')[2]?.trim().split(" ")[0] ?? "";
        counts[status] = (counts[status] ?? 0) + 1;
    }
    return counts;
}

/** Requests by status, as `npm start` prints them. */
export function printedCounts(output: string): Record<string, number> {
    const table = /\n {2}status +requests\n([\s\S]*?)\n\n/.exec(output)?.[1] ?? "";
    const rows = [...table.matchAll(/^ {2}(\d+|-) +([\d,]+) /gm)];
    return Object.fromEntries(rows.map((row) => [row[1] ?? "", Number((row[2] ?? "").replaceAll(",", ""))]));
}
