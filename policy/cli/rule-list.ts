import { REPORTS } from "../pack/policies";
import { Rule, StackRule } from "../pack/rule";
import { RULES, STACK_RULES } from "../rules";

/** A line of the list of rules. */
export interface ListedRule {
    readonly name: string;
    readonly level: string;
    readonly accepts: string;
    /** Names of its settings. */
    readonly settings: readonly string[];
}

function toListedRule({ name, accepts, configSchema }: Rule | StackRule): ListedRule {
    return { name, level: "mandatory", accepts, settings: Object.keys(configSchema?.properties ?? {}) };
}

/** Every rule by name, and then what reports on them. */
export function listRules(): ListedRule[] {
    const rules = [...RULES, ...STACK_RULES].map(toListedRule);
    const reports = REPORTS.map(({ name, level, accepts }) => ({
        name,
        level: String(level),
        accepts,
        settings: name === "exceptions" ? ["entries"] : [],
    }));
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
