import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { check } from "../../policy/cli/check";

/** A line of `--format json`. */
export interface Line {
    readonly id: string;
    readonly verdict: string;
    readonly findings: readonly { rule: string; level: string; message: string; fix?: string }[];
}

/** A statement that allows. */
export function statement(Action: string, Resource: string, more = {}) {
    return { Effect: "Allow", Action, Resource, ...more };
}

const STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/clicks";
export const GOOD = { Version: "2012-10-17", Statement: [statement("kinesis:PutRecords", STREAM)] };
export const WIDE = { Version: "2012-10-17", Statement: [statement("kinesis:*", "*")] };

/** A folder of files to judge; there from the first test of a suite to its last. */
export class CheckedFiles {
    folder = "";

    constructor() {
        before(() => {
            this.folder = mkdtempSync(path.join(tmpdir(), "cc-pipeline-policy-"));
        });
        after(() => rmSync(this.folder, { recursive: true, force: true }));
    }

    /** Writes a file; what is not a string as JSON. @returns its path. */
    write(name: string, content: unknown): string {
        const file = path.join(this.folder, name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
        return file;
    }

    /** Judges files. @returns the lines, and the verdicts by id. */
    async json(...args: string[]) {
        const { out, err, code } = await check([...args, "--format", "json"]);
        const judged = out
            .split("\n")
            .filter(Boolean)
            .map((line) => JSON.parse(line) as Line);
        const verdicts = Object.fromEntries(judged.map(({ id, verdict }) => [id, verdict]));
        return { code, err, judged, verdicts };
    }
}
