import * as path from "node:path";

const SPECIAL = /[\\^$.*+?()[\]{}|/]/;

/** Reads one glob from its beginning to its end. */
class Glob {
    private at = 0;
    private inGroup = false;

    constructor(private readonly glob: readonly string[]) {}

    expression(): string {
        let source = "";
        while (this.at < this.glob.length) {
            source += this.part(this.glob[this.at++] ?? "");
        }
        if (this.inGroup) {
            throw new Error("a { is not closed");
        }
        return source;
    }

    private part(character: string): string {
        switch (character) {
            case "\\":
                return literal(this.next("a backslash ends it"));
            case "[":
                return this.bracket();
            case "{":
                return this.openGroup();
            case "}":
                return this.inGroup ? this.closeGroup() : literal(character);
            case ",":
                return this.inGroup ? "|" : literal(character);
            case "*":
                return this.star();
            case "?":
                return "[^/]";
            default:
                return literal(character);
        }
    }

    private next(otherwise: string): string {
        const character = this.glob[this.at++];
        if (character === undefined) {
            throw new Error(otherwise);
        }
        return character;
    }

    private openGroup(): string {
        if (this.inGroup) {
            throw new Error("there is a { within {…}");
        }
        this.inGroup = true;
        return "(?:";
    }

    private closeGroup(): string {
        this.inGroup = false;
        return ")";
    }

    private star(): string {
        if (this.glob[this.at] !== "*") {
            return "[^/]*";
        }
        this.at += 1;
        return "[^]*"; // it would cross folders, and a name has none
    }

    /** `[a-z]`, `[!a-z]`: a `^` is a character like others, and so is a `-` that comes first. */
    private bracket(): string {
        const negated = this.takes("!");
        let items = this.takes("-") ? "\\-" : "";
        let from: string | undefined;
        for (let character = this.inBracket(); character !== "]"; character = this.inBracket()) {
            if (character === "-") {
                const to = this.glob[this.at] === "]" ? "" : this.inBracket();
                if (from === undefined || (to !== "" && to < from)) {
                    throw new Error(`${from ?? ""}-${to} is not a range`);
                }
                items += to === "" ? "\\-" : `-${literal(to)}`;
                from = undefined;
            } else {
                items += literal(character);
                from = character;
            }
        }
        if (items === "") {
            throw new Error("[] names no character");
        }
        return `(?!/)[${negated ? "^" : ""}${items}]`;
    }

    private takes(character: string): boolean {
        const found = this.glob[this.at] === character;
        this.at += found ? 1 : 0;
        return found;
    }

    private inBracket(): string {
        const character = this.next("a [ is not closed");
        if (character === "/") {
            throw new Error("there is a / within […]");
        }
        return character;
    }
}

function literal(character: string): string {
    return SPECIAL.test(character) ? `\\${character}` : character;
}

const compiled = new Map<string, RegExp>();

/**
 * Compiles a glob as Java does (java.nio.file.FileSystem, "getPathMatcher"): `*`, `**`, `?`, `[a-z]`, `[!a-z]`, `{a,b}` and `\`.
 *
 * @param glob of a file's name, without a folder.
 * @throws Error what is wrong with it.
 */
export function globExpression(glob: string): RegExp {
    const known = compiled.get(glob);
    if (known) {
        return known;
    }
    const expression = new RegExp(`^(?:${new Glob([...glob]).expression()})$`, "u");
    compiled.set(glob, expression);
    return expression;
}

/**
 * Checks a flow's filePattern as the agent does (its SourceFile), and what it would not find anything with.
 *
 * @param pattern as in agent.json.
 * @throws Error one line that says what is wrong.
 */
export function checkFilePattern(pattern: string): void {
    if (pattern.endsWith("/")) {
        throw new Error(`'${pattern}' ends with a slash; give a pattern of file names behind it`);
    }
    if (!path.posix.isAbsolute(pattern)) {
        throw new Error(`'${pattern}' is not an absolute path`);
    }
    if (/[*?[\]{}\\]/.test(path.posix.dirname(pattern))) {
        throw new Error(
            `'${pattern}' has a wildcard in its folder, which the agent takes for its name; give wildcards in the last part only`,
        );
    }
    try {
        globExpression(path.posix.basename(pattern));
    } catch (error) {
        throw new Error(`'${pattern}' is not a pattern: ${(error as Error).message}`, { cause: error });
    }
}

/** Compressed files, which the agent leaves out (its SourceFile). */
const COMPRESSED = /\.(?:gz|bz2|zip)$/i;

/** Whether a file of a flow's folder is the flow's. */
export function isTailed(name: string, glob: string): boolean {
    return globExpression(glob).test(name) && !COMPRESSED.test(name);
}
