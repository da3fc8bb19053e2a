import { parseArgs } from "node:util";
import { DocumentKind } from "../iam";
import { Exceptions } from "../pack/exceptions";
import { REPORTS } from "../pack/reports";
import { RULES, STACK_RULES } from "../rules";
import { InputError, listInputFiles, readInput } from "./input-files";
import { formatJson, formatSarif, formatText } from "./report";
import { readPackConfig } from "./settings-file";
import { Evaluation, EvaluationContext, evaluate } from "./subject";

const OPTIONS =
    "[--format text|json|sarif] [--account ID] [--trusted ID,…] [--config FILE] [--kind identity|trust|resource]";

function usage(calledAs: string): string {
    return `usage: ${calledAs} FILE… ${OPTIONS}
  judges IAM policies, JSON Lines of {id, kind, policy or name}, Pulumi previews (pulumi preview --json) and stack exports,
  Terraform plans and states (terraform show -json); a FILE may be a folder, or - for standard input`;
}

/** The own account by default: that of AWS's examples. */
const DEFAULT_ACCOUNT = "123456789012";
const FORMATS = ["text", "json", "sarif"];
const KINDS = ["identity", "trust", "resource"];

/** The command line. */
interface Options {
    readonly files: readonly string[];
    readonly format: string;
    readonly accounts: readonly string[];
    readonly trusted: readonly string[];
    readonly config?: string;
    readonly kind?: DocumentKind;
}

function accountIds(option: string, values: readonly string[] | undefined): string[] {
    const ids = (values ?? []).flatMap((text) => text.split(",")).map((id) => id.trim());
    const wrong = ids.find((id) => !/^\d{12}$/.test(id));
    if (wrong !== undefined) {
        throw new InputError(`--${option} ${wrong}: an account's id has 12 digits`);
    }
    return ids;
}

function requireOneOf(option: string, value: string | undefined, allowed: readonly string[]): void {
    if (value !== undefined && !allowed.includes(value)) {
        throw new InputError(`--${option} ${value}: give one of ${allowed.join(", ")}`);
    }
}

/** Splits the command line. @throws Error where an option is not known or lacks its value. */
function splitArgs(args: readonly string[]) {
    const many = { type: "string", multiple: true } as const;
    return parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
            format: { type: "string" },
            account: many,
            trusted: many,
            config: { type: "string" },
            kind: { type: "string" },
            help: { type: "boolean" },
        },
    });
}

/** @returns the options; nothing where the usage is asked for. @throws InputError where the command line is wrong. */
function parseOptions(args: readonly string[], calledAs: string): Options | undefined {
    let split;
    try {
        split = splitArgs(args);
    } catch (error) {
        throw new InputError(`${(error as Error).message}\n${usage(calledAs)}`);
    }
    const { values, positionals } = split;
    if (values.help === true) {
        return undefined;
    }
    if (positionals.length === 0) {
        throw new InputError(usage(calledAs));
    }
    requireOneOf("format", values.format, FORMATS);
    requireOneOf("kind", values.kind, KINDS);
    const accounts = accountIds("account", values.account);
    return {
        files: positionals,
        format: values.format ?? "text",
        accounts: accounts.length > 0 ? accounts : [DEFAULT_ACCOUNT],
        trusted: accountIds("trusted", values.trusted),
        ...(values.config !== undefined && { config: values.config }),
        ...(values.kind !== undefined && { kind: values.kind as DocumentKind }),
    };
}

function contextOf({ accounts, trusted, config: file }: Options): EvaluationContext {
    const { rules: config, exceptions, levelOf } = readPackConfig(file, [...RULES, ...STACK_RULES]);
    const iam = { accounts, trusted, ...config["iam-least-privilege"] };
    const enabled = ({ name }: { name: string }) => levelOf(name) !== "disabled";
    return {
        rules: RULES.filter(enabled),
        stackRules: STACK_RULES.filter(enabled),
        levelOf,
        settings: { accounts, trusted },
        config: { ...config, "iam-least-privilege": iam },
        exceptions: new Exceptions(exceptions),
    };
}

function formatReport(evaluations: readonly Evaluation[], format: string): string {
    switch (format) {
        case "json":
            return formatJson(evaluations);
        case "sarif":
            return formatSarif(evaluations, [
                ...RULES,
                ...STACK_RULES,
                ...REPORTS.map(({ name, accepts }) => ({ name, description: accepts })),
            ]);
        default:
            return formatText(evaluations);
    }
}

/**
 * Judges files without a deployment.
 *
 * @param args the command's arguments.
 * @param calledAs the command line before the arguments, for the usage message.
 * @returns what to print on each output, and the exit code: 1 where anything is refused, 2 where input cannot be read.
 */
export async function check(
    args: readonly string[],
    calledAs = "npm run policy --",
): Promise<{ out: string; err: string; code: number }> {
    try {
        const options = parseOptions(args, calledAs);
        return options ? await checkFiles(options) : { out: usage(calledAs), err: "", code: 0 };
    } catch (error) {
        if (error instanceof InputError) {
            return { out: "", err: error.message, code: 2 };
        }
        throw error;
    }
}

async function checkFiles(options: Options): Promise<{ out: string; err: string; code: number }> {
    const context = contextOf(options);
    const subjects = listInputFiles(options.files).flatMap((file) => readInput(file, options.kind));
    const evaluations = (await Promise.all(subjects.map((subject) => evaluate(subject, context)))).flat();
    const names = [...RULES, ...STACK_RULES].map(({ name }) => name).concat("unknown-at-preview");
    return {
        out: formatReport(evaluations, options.format),
        err: context.exceptions.problems(names).join("\n"),
        code: evaluations.some(({ verdict }) => verdict === "refuse") ? 1 : 0,
    };
}
