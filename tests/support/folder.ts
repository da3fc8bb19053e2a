import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

/** A new empty folder. */
export function folder(): string {
    return mkdtempSync(path.join(tmpdir(), "cc-pipeline-"));
}
