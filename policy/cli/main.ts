import { check } from "./check";
import { InputError, readInput } from "./input-files";
import { managedPolicyFacts } from "./managed-policy-facts";
import { formatRuleList } from "./rule-list";

/** What a command prints on each output, and its exit code. */
interface Result {
    readonly out: string;
    readonly err: string;
    readonly code: number;
}

/** @param calledAs the command line before the arguments, for usage messages. */
type Command = (args: readonly string[], calledAs: string) => Promise<Result>;

const COMMANDS: Readonly<Record<string, Command>> = {
    policy: check,
    "policy:list": listRules,
    "policy:facts": printFacts,
};

async function listRules(): Promise<Result> {
    return { out: formatRuleList(), err: "", code: 0 };
}

/** Prints facts/managed-policies.json's entries for JSON Lines that hold the documents of AWS managed policies. */
async function printFacts(files: readonly string[]): Promise<Result> {
    try {
        const found = await managedPolicyFacts(files.flatMap((file) => readInput(file)));
        return { out: JSON.stringify(found, null, 4), err: "", code: 0 };
    } catch (error) {
        if (error instanceof InputError) {
            return { out: "", err: error.message, code: 2 };
        }
        throw error;
    }
}

/**
 * Runs a command of the pack, prints its result, and sets the exit code of the process. Importing this module runs nothing.
 *
 * @param argv `policy`, `policy:list` or `policy:facts`, and its arguments.
 * @param calledAs the command line before the arguments, for usage messages; that of the npm script where none is given.
 */
export async function run(
    [command = "", ...args]: readonly string[],
    calledAs = "npm run policy --",
): Promise<void> {
    const { out, err, code } = await (COMMANDS[command] ?? check)(args, calledAs);
    if (out !== "") {
        console.log(out);
    }
    if (err !== "") {
        console.error(err);
    }
    process.exitCode = code;
}
