import { parseArgs } from "node:util";
import { DocumentKind } from "../iam/settings";
import { Exceptions } from "../pack/exceptions";
import { REPORTS } from "../pack/policies";
import { RULES, STACK_RULES } from "../rules";
import { InputError, inputFiles, readInput } from "./input-files";
import { jsonReport, sarifReport, textReport } from "./report";
import { packConfig } from "./settings-file";
import { Judgement, Judging, judge } from "./subject";

const USAGE = `npm run policy -- FILE… [--format text|json|sarif] [--account ID] [--trusted ID,…] [--config FILE] [--kind identity|trust|resource]
  judges IAM policies, JSON Lines of {id, kind, policy or name}, Pulumi previews (pulumi preview --json) and stack exports,
  Terraform plans and states (terraform show -json); a FILE may be a folder, or - for standard input`;

/** The own account, where none is named: that of AWS's examples. */
const DEFAULT_ACCOUNT = "123456789012";
const FORMATS = ["text", "json", "sarif"];
const KINDS = ["identity", "trust", "resource"];

/** What the command was asked for. */
interface Options {
    readonly files: readonly string[];
    readonly format: string;
    readonly accounts: readonly string[];
    readonly trusted: readonly string[];
    readonly config?: string;
    readonly kind?: DocumentKind;
}

function accountIds(option: string, given: readonly string[] | undefined): string[] {
    const ids = (given ?? []).flatMap((text) => text.split(",")).map((id) => id.trim());
    const wrong = ids.find((id) => !/^\d{12}$/.test(id));
    if (wrong !== undefined) {
        throw new InputError(`--${option} ${wrong}: an account's id has 12 digits`);
    }
    return ids;
}

function oneOf(option: string, value: string | undefined, allowed: readonly string[]): void {
    if (value !== undefined && !allowed.includes(value)) {
        throw new InputError(`--${option} ${value}: give one of ${allowed.join(", ")}`);
    }
}

function parsed(args: readonly string[]): Options {
    const many = { type: "string", multiple: true } as const;
    let result;
    try {
        result = parseArgs({
            args: [...args],
            allowPositionals: true,
            options: {
                format: { type: "string" },
                account: many,
                trusted: many,
                config: { type: "string" },
                kind: { type: "string" },
            },
        });
    } catch (error) {
        throw new InputError(`${(error as Error).message}\n${USAGE}`);
    }
    const { values, positionals } = result;
    if (positionals.length === 0) {
        throw new InputError(USAGE);
    }
    oneOf("format", values.format, FORMATS);
    oneOf("kind", values.kind, KINDS);
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

function judgingOf({ accounts, trusted, config: file }: Options): Judging {
    const { rules: config, exceptions, levelOf } = packConfig(file, [...RULES, ...STACK_RULES]);
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

function reported(judgements: readonly Judgement[], format: string): string {
    switch (format) {
        case "json":
            return jsonReport(judgements);
        case "sarif":
            return sarifReport(judgements, [
                ...RULES,
                ...STACK_RULES,
                ...REPORTS.map(({ name, accepts }) => ({ name, description: accepts })),
            ]);
        default:
            return textReport(judgements);
    }
}

/**
 * Judges files without a deployment.
 *
 * @param args the command's arguments.
 * @returns what to print on either output, and the exit code: 1 where anything is refused, 2 where input cannot be read.
 */
export async function check(args: readonly string[]): Promise<{ out: string; err: string; code: number }> {
    try {
        const options = parsed(args);
        const judging = judgingOf(options);
        const subjects = inputFiles(options.files).flatMap((file) => readInput(file, options.kind));
        const judgements = (await Promise.all(subjects.map((subject) => judge(subject, judging)))).flat();
        const names = [...RULES, ...STACK_RULES].map(({ name }) => name).concat("unknown-at-preview");
        const refused = judgements.some(({ verdict }) => verdict === "refuse");
        return {
            out: reported(judgements, options.format),
            err: judging.exceptions.problems(names).join("\n"),
            code: refused ? 1 : 0,
        };
    } catch (error) {
        if (error instanceof InputError) {
            return { out: "", err: error.message, code: 2 };
        }
        throw error;
    }
}
