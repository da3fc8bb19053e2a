/** Entry of the npm scripts policy, policy:list, policy:facts and policy:pages, until the command registry calls these functions. */
import { run } from "../policy/cli/main";
import { writePolicyPages } from "./docs/policy-pages";

const args = process.argv.slice(2);
if (args[0] === "policy:pages") {
    writePolicyPages();
} else {
    void run(args);
}
