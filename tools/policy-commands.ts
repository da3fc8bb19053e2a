/** Entry of the npm scripts policy, policy:list and policy:facts, until the command registry calls `run` itself. */
import { run } from "../policy/cli/main";

void run(process.argv.slice(2));
