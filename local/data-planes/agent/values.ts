/** An object of agent.json. */
export type Members = Readonly<Record<string, unknown>>;

/** A value as a message shows it. */
export function shown(value: unknown): string {
    const json = JSON.stringify(value);
    return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}

/**
 * Expects an object.
 *
 * @param where its place, such as `agent.json flows[0]`.
 * @throws Error one line, for anything else.
 */
export function members(value: unknown, where: string): Members {
    if (value === null || typeof value !== "object" || Array.isArray(value)) {
        throw new Error(`${where}: ${shown(value)} is not an object`);
    }
    return value as Members;
}

/** Expects a list; none where the key is left out. */
export function list(value: unknown, where: string): readonly unknown[] {
    if (!Array.isArray(value)) {
        throw new Error(`${where}: ${shown(value)} is not a list`);
    }
    return value;
}

/** Reads the members of one object by their keys. A null is refused: the agent takes it for a value, and fails later. */
export class MemberReader {
    /**
     * @param members of the object.
     * @param where its place, such as `agent.json flows[0]`.
     */
    constructor(
        private readonly members: Members,
        readonly where: string,
    ) {}

    /** A key's place. */
    at(key: string): string {
        return `${this.where}.${key}`;
    }

    has(key: string): boolean {
        return this.members[key] !== undefined;
    }

    /** A value, whatever it is. */
    value(key: string): unknown {
        return this.members[key];
    }

    /** Refuses the object's keys that are not known. */
    knows(keys: readonly string[], why: string): void {
        const unknown = Object.keys(this.members).filter((key) => !keys.includes(key));
        if (unknown.length > 0) {
            throw new Error(`${this.where}: ${unknown.join(", ")} ${why}`);
        }
    }

    text(key: string): string | undefined {
        const value = this.members[key];
        if (value !== undefined && typeof value !== "string") {
            throw new Error(`${this.at(key)}: ${shown(value)} is not a string`);
        }
        return value;
    }

    /** A string that must be there, and not empty. */
    required(key: string): string {
        const text = this.text(key);
        if (text === undefined || text === "") {
            throw new Error(`${this.at(key)} is missing`);
        }
        return text;
    }

    texts(key: string): readonly string[] | undefined {
        if (!this.has(key)) {
            return undefined;
        }
        return list(this.members[key], this.at(key)).map((item, i) => {
            if (typeof item !== "string") {
                throw new Error(`${this.at(key)}[${i}]: ${shown(item)} is not a string`);
            }
            return item;
        });
    }

    /** One of the agent's own words; they are written in capitals. */
    word<T extends string>(key: string, allowed: readonly T[]): T | undefined {
        const text = this.text(key);
        const found = allowed.find((candidate) => candidate === text);
        if (text !== undefined && found === undefined) {
            throw new Error(`${this.at(key)}: '${text}' is not one of ${allowed.join(", ")}`);
        }
        return found;
    }

    /** A whole number, also written as a string, which the agent converts. */
    integer(key: string, range: { readonly min: number; readonly max?: number }): number | undefined {
        const value = this.members[key];
        if (value === undefined) {
            return undefined;
        }
        const isWhole =
            typeof value === "string" ? /^[+-]?(0|[1-9]\d*)$/.test(value) : Number.isInteger(value);
        const number = Number(value);
        const { min, max } = range;
        if (!isWhole || number < min || number > (max ?? Number.MAX_SAFE_INTEGER)) {
            const limits = max === undefined ? `from ${min}` : `from ${min} to ${max}`;
            throw new Error(`${this.at(key)}: ${shown(value)} is not a whole number ${limits}`);
        }
        return number;
    }

    boolean(key: string): void {
        const value = this.members[key];
        if (value !== undefined && typeof value !== "boolean" && value !== "true" && value !== "false") {
            throw new Error(`${this.at(key)}: ${shown(value)} is not true or false`);
        }
    }
}
