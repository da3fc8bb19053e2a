import { check } from "./check";
import { InputError, readInput } from "./input-files";
import { managedPolicyFacts } from "./managed-policy-facts";
import { ruleList } from "./rule-list";

/** What each command prints and how it ends. */
const COMMANDS: Readonly<
    Record<string, (args: readonly string[]) => Promise<{ out: string; err: string; code: number }>>
> = { policy: check, "policy:list": list, "policy:facts": facts };

async function list() {
    return { out: ruleList(), err: "", code: 0 };
}

/** The facts of AWS managed policies, of JSON Lines with their documents: for facts/managed-policies.json. */
async function facts(files: readonly string[]) {
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
 * Runs a command and prints what it says.
 *
 * @param argv the command and its arguments.
 */
export async function run([command = "", ...args]: readonly string[]): Promise<void> {
    const { out, err, code } = await (COMMANDS[command] ?? check)(args);
    if (out !== "") {
        console.log(out);
    }
    if (err !== "") {
        console.error(err);
    }
    process.exitCode = code;
}
