import { check } from "./check";
import { ruleList } from "./rule-list";

/** What the commands print. */
async function run([command, ...args]: readonly string[]): Promise<void> {
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

void run(process.argv.slice(2));
