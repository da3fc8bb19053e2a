import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";

/**
 * Remembers which creates the engine has not yet recorded.
 *
 * The engine writes a resource to its state after the provider has created it. Where everything is killed in between, the
 * next update creates it again, and finds its name taken. An entry is made before a create and removed as soon as the
 * engine shows, by asking about the resource, that it knows it: so an entry that a create finds means that what the
 * earlier one left must go first.
 */
export class CreateJournal {
    constructor(private readonly folder: string) {}

    private entry(urn: string): string {
        return path.join(this.folder, createHash("sha256").update(urn).digest("hex").slice(0, 24));
    }

    /** Notes that a create begins. @returns whether an earlier one of this URN was cut off. */
    begin(urn: string): boolean {
        const entry = this.entry(urn);
        const cutOff = existsSync(entry);
        mkdirSync(this.folder, { recursive: true });
        writeFileSync(entry, `${urn}\n`);
        return cutOff;
    }

    /** Notes that the engine knows the resource, or that it is gone. */
    end(urn: string): void {
        rmSync(this.entry(urn), { force: true });
    }
}
