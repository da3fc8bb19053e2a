import { WriteStream, createWriteStream, mkdirSync } from "node:fs";
import * as path from "node:path";

/** Progress lines of the engine, which are of no use to a person. */
const NOISE = /^@ (previewing|updating|refreshing)|^Loading policy packs|^\s*$/;
/** A resource's line of the display that says that it failed. */
const FAILED_LINE = /^ .*( error: |\*\*(creating |updating |deleting )?failed\*\*| \d+ errors?$)/;
/** The section that lists everything that went wrong, and what begins another one. */
const DIAGNOSTICS = /^Diagnostics:/;
const SECTION = /^\S/;

/** gRPC's words for a process that is gone, as the engine shows them. */
const LOST = /error reading from server|connection error: desc = "transport|exited prematurely/;

const PROVIDER = "the local AWS provider has ended";
const LANGUAGE_HOST = "the program's language host has ended";
/** Our plugins, by what the engine says where one of them is gone; the first that fits has ended. */
const PLUGINS: readonly (readonly [RegExp, string])[] = [
    [/pulumi-resource-aws/, PROVIDER],
    // The program is run by the language host, and so is the policy pack.
    [/pulumi:pulumi:Stack/, LANGUAGE_HOST],
    // Looked for in the message alone: a resource's own name or type may have the word.
    [/\berror: [^"]*\b(remediation|analyz\w*|polic(y|ies))\b/, "the policy pack's process has ended"],
    [/\baws:\w+:\w+/, PROVIDER],
    [/./, LANGUAGE_HOST],
];

/**
 * What the engine prints, on its way to the person. Everything goes into a log. Where a part of the local cloud is gone,
 * everything that needs it fails, and none of that is shown: what has ended is what matters.
 */
export class EngineOutput {
    private readonly log: WriteStream;
    private inDiagnostics = false;
    private silent = false;
    private text = "";

    /**
     * @param log the log's file; each run of the engine is appended.
     * @param title of the run.
     * @param show whether it is shown.
     * @param isLost whether a part of the local cloud that the engine needs is gone.
     */
    constructor(
        log: string,
        title: string,
        private readonly show: boolean,
        private readonly isLost: () => boolean,
    ) {
        mkdirSync(path.dirname(log), { recursive: true });
        this.log = createWriteStream(log, { flags: "a" });
        // The engine also fails on a full disk, and reports it.
        this.log.on("error", () => undefined);
        this.log.write(`${new Date().toISOString()} ${title}\n`);
    }

    /** All that was said. */
    get output(): string {
        return this.text;
    }

    /** Takes a line. */
    take(line: string): void {
        this.text += `${line}\n`;
        this.log.write(`${line}\n`);
        if (SECTION.test(line)) {
            this.inDiagnostics = DIAGNOSTICS.test(line);
        }
        const failed = this.inDiagnostics || FAILED_LINE.test(line);
        this.silent ||= failed && (LOST.test(line) || this.isLost());
        if (this.show && !this.silent && !NOISE.test(line)) {
            console.log(`  ${line}`);
        }
    }

    /** Which of our plugins is gone, as a line for the person; undefined where none is. */
    lostPlugin(): string | undefined {
        const lines = this.text.split("\n");
        // A diagnostic's own line names no resource; the line before it does.
        const lost = lines.flatMap((line, i) => (LOST.test(line) ? [`${lines[i - 1] ?? ""} ${line}`] : []));
        return PLUGINS.find(([pattern]) => lost.some((line) => pattern.test(line)))?.[1];
    }

    /** Ends the log, once it is written. */
    end(): Promise<void> {
        return new Promise((resolve) => {
            this.log.on("error", () => resolve());
            this.log.end(() => resolve());
        });
    }
}
