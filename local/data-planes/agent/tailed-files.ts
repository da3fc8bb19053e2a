import { readdirSync, statSync } from "node:fs";
import * as path from "node:path";
import { Checkpoint, FilePosition } from "./checkpoint";

/** A file that the agent tails, oldest first in every list. */
export interface TailedFile {
    readonly position: FilePosition;
    readonly size: number;
    /** Whether a newer file follows, so that nothing more is written to this one. */
    readonly rotated: boolean;
}

function wildcard(pattern: string): RegExp {
    const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`^${escaped.replace(/\*/g, ".*").replace(/\?/g, ".")}$`);
}

interface Seen {
    readonly id: string;
    readonly path: string;
    readonly size: number;
    readonly born: number;
}

function filesOf(folder: string): Seen[] {
    let names: string[];
    try {
        names = readdirSync(folder);
    } catch {
        return []; // not there yet: the first line makes it
    }
    return names.flatMap((name) => {
        const file = path.join(folder, name);
        const stat = statSync(file, { throwIfNoEntry: false });
        return stat?.isFile()
            ? [
                  {
                      id: `${stat.dev}:${stat.ino}`,
                      path: file,
                      size: stat.size,
                      born: stat.birthtimeMs || stat.mtimeMs,
                  },
              ]
            : [];
    });
}

/**
 * Finds the files of a flow: those that match its pattern, and those already begun that were renamed to a name that
 * does not. A file is known by its inode. One that has become shorter than what was read was truncated: it is read from
 * its beginning.
 *
 * @param pattern absolute path with wildcards in its last part.
 * @param checkpoint where new files are entered, and files that are gone are left out.
 * @param fromEnd whether a new file is begun at its end.
 * @returns the files, oldest first.
 */
export function tailedFiles(pattern: string, checkpoint: Checkpoint, fromEnd: boolean): TailedFile[] {
    const folder = path.dirname(pattern);
    const matches = wildcard(path.basename(pattern));
    const known = new Map(checkpoint.files.map((position) => [position.id, position]));
    const seen = filesOf(folder)
        .filter((file) => known.has(file.id) || matches.test(path.basename(file.path)))
        .sort((a, b) => a.born - b.born);
    const tailed = seen.map((file, i) => {
        const position = known.get(file.id) ?? {
            id: file.id,
            path: file.path,
            offset: fromEnd ? file.size : 0,
        };
        position.path = file.path;
        if (file.size < position.offset) {
            position.offset = 0;
        }
        return { position, size: file.size, rotated: i < seen.length - 1 };
    });
    checkpoint.files = tailed.map(({ position }) => position);
    return tailed;
}
