import { check } from "./check";
import { ruleList } from "./rule-list";

/**
 * Runs a command and prints what it says.
 *
 * @param argv the command, `policy` or `policy:list`, and its arguments.
 */
export async function run([command, ...args]: readonly string[]): Promise<void> {
    if (command === "policy:list") {
        console.log(ruleList());
        return;
    }
    const { out, err, code } = await check(args);
    if (out !== "") {
        console.log(out);
    }
    if (err !== "") {
        console.error(err);
    }
    process.exitCode = code;
}

/** Whether an npm script of this project has called it, and not the pack's own command. */
if (process.argv[2] === "policy" || process.argv[2] === "policy:list") {
    void run(process.argv.slice(2));
}
