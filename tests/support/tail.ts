import { appendFileSync } from "node:fs";
import * as path from "node:path";
import { JavaPattern } from "../../components/foundation/java-regex/java-pattern";
import { Checkpoint, readCheckpoint } from "../../local/data-planes/agent/checkpoint";
import { readRecords } from "../../local/data-planes/agent/records";
import { TailedFile, tailedFiles } from "../../local/data-planes/agent/tailed-files";
import { folder } from "./folder";

export const FROM_START = { fromEnd: false, headerLines: 0 };
export const FROM_END = { fromEnd: true, headerLines: 0 };

/** Tails a folder as the agent does, without sending anything: what it reads, in order. */
export class Tail {
    readonly place = folder();
    readonly log = path.join(this.place, "access_log");
    readonly checkpoint: Checkpoint = readCheckpoint("/nowhere");

    constructor(
        private readonly pattern = "access_log*",
        private readonly start = FROM_START,
        private readonly multiLineStart?: JavaPattern,
    ) {}

    look(): TailedFile[] {
        return tailedFiles(path.join(this.place, this.pattern), this.checkpoint, this.start);
    }

    write(text: string, file = this.log): void {
        appendFileSync(file, text);
    }

    read(): string[] {
        const all: string[] = [];
        for (let more = true; more;) {
            more = false;
            for (const { position, rotated } of this.look()) {
                const { offset, inLongRecord = false, headerLines = 0 } = position;
                const found = readRecords(
                    position.path,
                    position.id,
                    { offset, inLongRecord, headerLines },
                    {
                        most: 500,
                        ended: rotated,
                        ...(this.multiLineStart && { multiLineStart: this.multiLineStart }),
                    },
                );
                more ||= found.next.offset > offset;
                Object.assign(position, found.next);
                all.push(...found.records.map((record) => record.toString().replace(/\n$/, "")));
            }
        }
        return all;
    }
}
