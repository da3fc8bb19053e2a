/**
 * The kinds of value that a configuration key takes. Each reads a key's text, says in one line what is wrong with it and
 * what would be right, and describes itself for the generated page of the configuration.
 */
export interface Key<T> {
    /** Unit of the value, where it has one. */
    readonly unit?: string;
    /** The value where the stack sets none. */
    readonly default: T;
    /** What is taken, for people: `1 to 500`, `true or false`. */
    readonly takes: string;
    /** Why one would set it; one line. */
    readonly why: string;
    /** The default in words, where the value alone does not explain it. */
    readonly defaultText?: string;
    /** @returns the value, or a Mistake. */
    parse(text: string): T | Mistake;
}

/** What is wrong with a value, and what would be right. */
export class Mistake {
    /**
     * @param wrong completes "KEY: 'VALUE' …", such as `is not a whole number`.
     * @param right what to do, such as `give one from 1 to 500`.
     */
    constructor(
        readonly wrong: string,
        readonly right: string,
    ) {}
}

/** Options of an integer key. */
interface IntegerOptions<T> {
    readonly unit: string;
    readonly default: T;
    readonly min: number;
    readonly max: number;
    /** Only these values, where the service takes no others. */
    readonly oneOf?: readonly number[];
    readonly why: string;
    readonly defaultText?: string;
}

/**
 * A key whose value is a whole number.
 *
 * @param options its limits, both included; the default may be undefined, for a value that is derived.
 */
export function integer<T extends number | undefined>(options: IntegerOptions<T>): Key<number | T> {
    const { min, max, oneOf } = options;
    const range = `${min} to ${max}`;
    return {
        ...options,
        takes: oneOf ? oneOf.join(", ") : range,
        parse(text) {
            const value = Number(text);
            if (!/^-?\d+$/.test(text.trim())) {
                return new Mistake("is not a whole number", `give one from ${range}`);
            }
            if (value < min || value > max) {
                return new Mistake("is out of range", `give a whole number from ${range}`);
            }
            return oneOf && !oneOf.includes(value)
                ? new Mistake("is not a value that the service takes", `give one of ${oneOf.join(", ")}`)
                : value;
        },
    };
}

/** A key that is true or false. */
export function boolean(options: { readonly default: boolean; readonly why: string }): Key<boolean> {
    return {
        ...options,
        takes: "true or false",
        parse: (text) =>
            text === "true" || text === "false"
                ? text === "true"
                : new Mistake("is neither true nor false", "give true or false"),
    };
}

/** A key that takes one of a few words, written as the service writes them. */
export function oneOf<const T extends string>(options: {
    readonly of: readonly T[];
    readonly default: NoInfer<T>;
    readonly why: string;
}): Key<T> {
    const takes = options.of.join(", ");
    return {
        ...options,
        takes,
        parse: (text) =>
            options.of.find((word) => word === text) ??
            new Mistake("is not one of its values", `give one of ${takes}`),
    };
}

interface StringOptions {
    /** What the text must match as a whole. */
    readonly form: RegExp;
    /** What it is, such as `a subnet id, such as subnet-0123456789abcdef0`. */
    readonly takes: string;
    readonly why: string;
    readonly defaultText?: string;
}

function parseString(options: StringOptions, text: string): string | Mistake {
    return options.form.test(text)
        ? text
        : new Mistake(`is not ${options.takes.split(/, such as|; /)[0]}`, `give ${options.takes}`);
}

/** A key whose text has one form, and a default of that form. */
export function string(options: StringOptions & { readonly default: string }): Key<string> {
    return { ...options, parse: (value) => parseString(options, value) };
}

/** A key whose text has one form, and which most stacks leave out. */
export function optionalString(options: StringOptions): Key<string | undefined> {
    return { ...options, default: undefined, parse: (value) => parseString(options, value) };
}

/** A key whose text is checked by a function of its own, and which most stacks leave out. */
export function optionalChecked(options: {
    /** What is wrong with a text, or undefined. */
    readonly check: (text: string) => Mistake | undefined;
    readonly takes: string;
    readonly why: string;
    readonly defaultText: string;
}): Key<string | undefined> {
    return { ...options, default: undefined, parse: (text) => options.check(text) ?? text };
}

/** A key that takes a list: in YAML a list, on the command line a JSON array or words with commas between. */
export function list<T extends string>(
    options: StringOptions & { readonly default: readonly T[] },
): Key<readonly string[]> {
    return {
        ...options,
        takes: `list; each ${options.takes}`,
        parse(value) {
            const items = listItems(value);
            if (!items) {
                return new Mistake("is not a list", `give a list, each ${options.takes}`);
            }
            const wrong = items.find((item) => !options.form.test(item));
            if (wrong !== undefined) {
                return new Mistake(
                    `has '${wrong}', which is not ${options.takes.split(/, such as|; /)[0]}`,
                    `give ${options.takes}`,
                );
            }
            return new Set(items).size < items.length
                ? new Mistake("has an item twice", "give each once")
                : items;
        },
    };
}

function listItems(value: string): string[] | undefined {
    if (!/^\s*[[{]/.test(value)) {
        return value
            .split(",")
            .map((item) => item.trim())
            .filter(Boolean);
    }
    try {
        const parsed: unknown = JSON.parse(value);
        return Array.isArray(parsed) ? parsed.map(String) : undefined;
    } catch {
        return undefined;
    }
}

/** ARNs of KMS keys in the three partitions that this program knows. */
export const KMS_KEY_ARN = {
    form: /^arn:aws(-cn|-us-gov)?:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-zA-Z-]+$/,
    takes: "the ARN of a KMS key, such as arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
};
