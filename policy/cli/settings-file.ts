import Ajv from "ajv";
import { readFileSync } from "node:fs";
import { EXCEPTIONS_SCHEMA, Exception } from "../pack/exceptions";
import { Rule, RuleConfig, StackRule } from "../pack/rule";
import { InputError } from "./input-files";

/** The configuration of a pack, as `--policy-pack-config` takes it. */
interface PackConfig {
    readonly rules: Readonly<Record<string, RuleConfig>>;
    readonly exceptions: readonly Exception[];
    /** @returns a rule's level, where the configuration sets one: for it, or for all. */
    levelOf(rule: string): string | undefined;
}

const LEVELS = ["advisory", "mandatory", "remediate", "disabled"];
/** Policies of the pack whose only configuration is their level. */
const LEVEL_ONLY = ["unknown-at-preview", "advice", "exceptions-in-use", "all"];

type Schema = NonNullable<Rule["configSchema"]>;

function findProblem(name: string, value: unknown, schema: Schema): string | undefined {
    const ajv = new Ajv({ allErrors: true, strict: false });
    const validate = ajv.compile({
        type: "object",
        additionalProperties: false,
        properties: { enforcementLevel: { enum: LEVELS }, ...schema.properties },
        ...(schema.required && { required: schema.required }),
    });
    if (validate(value)) {
        return undefined;
    }
    const [first] = validate.errors ?? [];
    const unknown = (first?.params as { additionalProperty?: string } | undefined)?.additionalProperty;
    return `${name}${first?.instancePath.replaceAll("/", ".")}: it ${first?.message}${unknown ? ` ('${unknown}')` : ""}`;
}

/**
 * Reads a pack's configuration and checks it by the rules' schemas.
 *
 * @param file JSON; the default configuration where there is none.
 * @throws InputError with one line per mistake.
 */
export function readPackConfig(file: string | undefined, rules: readonly (Rule | StackRule)[]): PackConfig {
    if (file === undefined) {
        return { rules: {}, exceptions: [], levelOf: () => undefined };
    }
    let json: Record<string, unknown>;
    try {
        json = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    } catch (error) {
        throw new InputError(`${file}: it cannot be read: ${(error as Error).message}`);
    }
    const schemas = new Map<string, Schema>([
        ...rules.map(({ name, configSchema }) => [name, configSchema ?? { properties: {} }] as const),
        ...LEVEL_ONLY.map((name) => [name, { properties: {} }] as const),
        ["exceptions", EXCEPTIONS_SCHEMA],
    ]);
    const entries = Object.entries(json).map(
        ([name, value]) => [name, typeof value === "string" ? { enforcementLevel: value } : value] as const,
    );
    const problems = entries.flatMap(([name, value]) => {
        const schema = schemas.get(name);
        const found = schema ? findProblem(name, value, schema) : `${name}: there is no such rule`;
        return found === undefined ? [] : [`${file}: ${found}`];
    });
    if (problems.length > 0) {
        throw new InputError(problems.join("\n"));
    }
    const config = Object.fromEntries(entries) as Record<string, RuleConfig>;
    return {
        rules: config,
        exceptions: (config["exceptions"]?.["entries"] ?? []) as readonly Exception[],
        levelOf: (rule) =>
            (config[rule]?.["enforcementLevel"] ?? config["all"]?.["enforcementLevel"]) as string | undefined,
    };
}
