import { readdirSync } from "node:fs";
import * as path from "node:path";
import { ROOT } from "../runtime/paths";

/**
 * Files of a folder of generated pages that are not generated any more.
 *
 * @param folder from the root.
 * @param pages the generated pages, by file from the root.
 * @param handWritten names of files there that people write.
 */
export function leftoverFiles(
    folder: string,
    pages: ReadonlyMap<string, string>,
    handWritten: readonly string[] = [],
): string[] {
    return readdirSync(path.join(ROOT, folder))
        .filter((name) => !handWritten.includes(name))
        .map((name) => `${folder}/${name}`)
        .filter((file) => !pages.has(file));
}
