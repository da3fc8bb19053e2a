import { Finding, refuse } from "../pack/finding";
import { EvaluatedResource, Rule, RuleConfig } from "../pack/rule";
import { strings } from "../pack/props";
import { looksSecret } from "../pack/secret-patterns";

/** Inputs that hold code or configuration; in other strings only the unmistakable forms of secrets are searched for. */
const READABLE =
    /(^|\.)(userData|userDataBase64|environment|environmentProperties|propertyMap|variables|commands|parameters|description|tags)(\.|\[|$)/i;

/** A string and its path in the inputs. */
interface Found {
    readonly path: string;
    readonly text: string;
}

/** Levels of inputs that are searched; no input of AWS is nested deeper. */
const DEEPEST = 20;

function* textsIn(value: unknown, path: string, depth = 0): Generator<Found> {
    if (typeof value === "string") {
        yield { path, text: value };
    } else if (value !== null && typeof value === "object" && depth < DEEPEST) {
        for (const key of Object.keys(value)) {
            const inner = readKnown(value as Record<string, unknown>, key);
            yield* textsIn(
                inner,
                Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key,
                depth + 1,
            );
        }
    }
}

/** A value; nothing where it is unknown: such a value comes from a resource, so it is not a secret in the program. */
function readKnown(object: Record<string, unknown>, key: string): unknown {
    try {
        return object[key];
    } catch {
        return undefined;
    }
}

/** Decodes user data, which is often in base64. */
function decode({ path, text }: Found): string {
    if (!/userDataBase64|userData$/i.test(path) || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text)) {
        return text;
    }
    const plain = Buffer.from(text, "base64").toString("utf8");
    return plain.includes("\ufffd") ? text : plain;
}

/** Compliant: no input holds a secret as plain text, which whoever may describe the resource can read. */
export const plainSecrets: Rule = {
    name: "plain-secrets",
    description:
        "Keep secrets out of user data, environments, property groups and other inputs: refer to a secret of Secrets Manager " +
        "or a parameter instead, and let the role read it.",
    why: "Inputs are shown by Describe calls, in consoles, in the state of the stack and in logs: whoever may look at the resource can read the secret.",
    accepts:
        "inputs without keys, tokens, passwords and private keys, found by pattern and entropy; they are never printed",
    configSchema: {
        properties: {
            ignore: {
                type: "array",
                items: { type: "string" },
                default: [],
                description: "paths of inputs that are not searched, such as environment.variables.KEY",
            },
        },
    },
    types: "every",
    judge({ type, props }: EvaluatedResource, config: RuleConfig): Finding[] {
        if (!type.startsWith("aws:")) {
            return [];
        }
        const ignored = strings(config["ignore"]);
        const findings: Finding[] = [];
        for (const found of textsIn(props, "")) {
            const kind = ignored.includes(found.path)
                ? undefined
                : looksSecret(decode(found), READABLE.test(found.path));
            if (kind !== undefined) {
                findings.push(
                    refuse(
                        `${found.path}: it holds what looks like ${kind}; store it in Secrets Manager and refer to it here`,
                    ),
                );
            }
        }
        return findings;
    },
};
