import { REPORTS } from "../pack/reports";
import { RULES, STACK_RULES } from "../rules";

/** A line of the list of rules. */
interface ListedRule {
    readonly name: string;
    readonly level: string;
    readonly accepts: string;
}

/** Every rule by name, and then the policies that report on them. */
function listRules(): ListedRule[] {
    const rules = [...RULES, ...STACK_RULES].map(({ name, accepts }) => ({
        name,
        level: "mandatory",
        accepts,
    }));
    const reports = REPORTS.map(({ name, level, accepts }) => ({ name, level: String(level), accepts }));
    return [...rules.sort((a, b) => (a.name < b.name ? -1 : 1)), ...reports];
}

/** The list for people. */
export function formatRuleList(): string {
    const rules = listRules();
    const width = Math.max(...rules.map(({ name }) => name.length));
    return rules
        .map(({ name, level, accepts }) => `${name.padEnd(width)}  ${level.padEnd(9)}  ${accepts}`)
        .join("\n");
}
