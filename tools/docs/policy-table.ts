import { listedRules } from "../../policy/cli/rule-list";
import { Block, table } from "./block";

/** The README's table of policies, from the list that `npm run policy:list` prints. */
export const POLICY_TABLE: Block = {
    name: "policies",
    text: () =>
        table(
            ["rule", "level", "accepts", "configuration"],
            listedRules().map(({ name, level, accepts, settings }) => [
                `\`${name}\``,
                level,
                accepts,
                settings.map((setting) => `\`${setting}\``).join(", "),
            ]),
        ),
};
