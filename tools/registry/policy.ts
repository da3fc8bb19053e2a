import { run as runPolicy } from "../../policy/cli/main";
import { Arguments } from "./command";

/** Runs a command of the policy pack, which parses its arguments itself: it is also published on its own. */
export async function run({ command, raw }: Arguments): Promise<void> {
    await runPolicy([command, ...raw]);
}
