import { DescriptionError } from "../../application";

const SPACE = /(?:[ \t\r]|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const SPACE_AND_LINES = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const IDENTIFIER = /[\p{L}_][\p{L}\p{N}_-]*/uy;

/** A place in the text of a Terraform file, and what can be read there. */
export class Cursor {
    index = 0;

    constructor(
        readonly text: string,
        /** What errors begin with. */
        private readonly file: string,
    ) {}

    /** The line of the place, from 1. */
    get line(): number {
        return this.text.slice(0, this.index).split("\n").length;
    }

    get atEnd(): boolean {
        return this.index >= this.text.length;
    }

    /** Reads what a sticky pattern matches here. */
    match(pattern: RegExp): RegExpExecArray | undefined {
        pattern.lastIndex = this.index;
        const match = pattern.exec(this.text) ?? undefined;
        this.index += match?.[0].length ?? 0;
        return match;
    }

    /** Passes spaces and comments, and line ends where they mean nothing. */
    skip(lines = true): void {
        this.match(lines ? SPACE_AND_LINES : SPACE);
    }

    /** Whether a text is next. */
    sees(text: string): boolean {
        return this.text.startsWith(text, this.index);
    }

    /** Reads a text if it is next. */
    take(text: string): boolean {
        const seen = this.sees(text);
        this.index += seen ? text.length : 0;
        return seen;
    }

    /** Reads a text that has to be next. */
    expect(text: string): void {
        if (!this.take(text)) {
            this.fail(`'${text}' is expected`);
        }
    }

    identifier(): string | undefined {
        return this.match(IDENTIFIER)?.[0];
    }

    /** @throws DescriptionError with the place. */
    fail(message: string): never {
        const [found = ""] = this.text.slice(this.index).split("\n");
        throw new DescriptionError(
            `${this.file}line ${this.line}: ${message}, but '${found.trim().slice(0, 40)}' is there`,
        );
    }
}
