/** What must be installed on the machine before a command can run; tools/toolchain/prerequisites.js looks for each. */
export type Prerequisite = "python" | "java" | "maven" | "pulumi";

interface OptionBase {
    /** One line for `--help`. */
    readonly summary: string;
    /** One letter. */
    readonly short?: string;
    /** Another option that cannot be given together with this one. */
    readonly excludes?: string;
    /** Another option without which this one has no effect. */
    readonly requires?: string;
    /** What happens without it, where the default alone does not say. */
    readonly defaultText?: string;
}

/** An option that is given or not. */
export interface FlagOption extends OptionBase {
    readonly type: "flag";
}

/** An option with a text. */
export interface TextOption extends OptionBase {
    readonly type: "text";
    /** How usage names the value, such as `FILE`. */
    readonly value: string;
    readonly default?: string;
    /** Whether it can be given several times. */
    readonly many?: boolean;
}

/** An option with a whole number; both limits are included. */
export interface IntegerOption extends OptionBase {
    readonly type: "integer";
    readonly value: string;
    readonly min: number;
    readonly max: number;
    readonly default?: number;
}

/** An option with one of a few words. */
export interface ChoiceOption extends OptionBase {
    readonly type: "choice";
    readonly of: readonly string[];
    readonly default?: string;
}

export type Option = FlagOption | TextOption | IntegerOption | ChoiceOption;

/** An argument that is not an option. */
export interface Positional {
    /** How usage names it, such as `STACK`. */
    readonly name: string;
    readonly summary: string;
    readonly optional?: boolean;
    /** Whether it is the last one and can be given several times. */
    readonly many?: boolean;
}

/** An npm script of this project. Its parsing, its `--help` and its paragraph of docs/commands.md come from here. */
export interface Command {
    readonly group: string;
    /** One line for `npm run help`. */
    readonly summary: string;
    /** More for `--help`: paragraphs. */
    readonly description?: string;
    readonly positionals?: readonly Positional[];
    readonly options?: Readonly<Record<string, Option>>;
    /** What follows `npm run NAME -- `; empty for the command alone. */
    readonly examples: readonly string[];
    /** Exit codes with a meaning of their own, besides those that all commands have. */
    readonly exitCodes?: Readonly<Record<number, string>>;
    /** Checked before the command runs. */
    readonly needs?: readonly Prerequisite[];
    /** Its source, relative to the root; it exports `run(args: Arguments)`, and importing it runs nothing. */
    readonly module: string;
    /** Whether it is a program of the local cloud, which runs from the bundle of local/bundles/cloud.js. */
    readonly bundled?: boolean;
}

type Scalar<O> = O extends { type: "integer" }
    ? number
    : O extends { type: "choice"; of: readonly (infer Word)[] }
      ? Word
      : string;

type Value<O> = O extends { type: "flag" }
    ? boolean
    : O extends { many: true }
      ? readonly Scalar<O>[]
      : O extends { default: string | number }
        ? Scalar<O>
        : Scalar<O> | undefined;

type Values<C> = C extends { options: infer O } ? { readonly [K in keyof O]: Value<O[K]> } : unknown;

/** The arguments of a command, checked against the registry. */
export interface Arguments<C = Command> {
    /** The command's name. */
    readonly command: string;
    readonly values: Values<C>;
    /** As many as the command takes. */
    readonly positionals: readonly string[];
    /** The arguments as they were typed. */
    readonly raw: readonly string[];
}

/** What a command's module exports. */
export interface CommandModule {
    /** Runs the command; what it throws is reported by tools/runtime/run-command.ts. */
    run(args: Arguments): void | Promise<void>;
}
