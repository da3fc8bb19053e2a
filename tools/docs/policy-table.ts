import { listRules } from "../../policy/cli/rule-list";
import { Block, renew, table } from "./readme-block";

/** The README's table of policies, from the list that `npm run policy:list` prints. */
export const POLICY_TABLE: Block = {
    name: "policies",
    command: "policy:table",
    text: () =>
        table(
            ["rule", "level", "accepts", "configuration"],
            listRules().map(({ name, level, accepts, settings }) => [
                `\`${name}\``,
                level,
                accepts,
                settings.map((setting) => `\`${setting}\``).join(", "),
            ]),
        ),
};

/** Whether this file is what was called, and not a test of it. */
if (process.argv[2] === POLICY_TABLE.command) {
    renew(POLICY_TABLE);
}
