import { Finding, refuse } from "../pack/finding";
import { EvaluatedResource, Rule, RuleConfig } from "../pack/rule";
import { strings } from "../pack/props";
import { looksSecret } from "../pack/secret-patterns";

/** Inputs that hold code or configuration that others can read; other texts are looked through by the sure patterns only. */
const READABLE =
    /(^|\.)(userData|userDataBase64|environment|environmentProperties|propertyMap|variables|commands|parameters|description|tags)(\.|\[|$)/i;

/** A text and where it stands. */
interface Found {
    readonly path: string;
    readonly text: string;
}

/** Inputs are walked so deep; what is deeper is no input of AWS. */
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

/** A value, or nothing where it is not known: an unknown one is no plain secret, it comes from a resource. */
function readKnown(object: Record<string, unknown>, key: string): unknown {
    try {
        return object[key];
    } catch {
        return undefined;
    }
}

/** User data is often given in base64. */
function decode({ path, text }: Found): string {
    if (!/userDataBase64|userData$/i.test(path) || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text)) {
        return text;
    }
    const plain = Buffer.from(text, "base64").toString("utf8");
    return plain.includes("\ufffd") ? text : plain;
}

/** Compliant: no secret stands in an input as plain text, where whoever may describe the resource reads it. */
export const plainSecrets: Rule = {
    name: "plain-secrets",
    description:
        "Keep secrets out of user data, environments, property groups and other inputs: name a secret of Secrets Manager " +
        "or a parameter instead, and let the role read it.",
    accepts:
        "inputs without keys, tokens, passwords and private keys, found by pattern and entropy; they are never printed",
    configSchema: { properties: { ignore: { type: "array", items: { type: "string" }, default: [] } } },
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
                        `${found.path}: it holds what looks like ${kind}; keep it in Secrets Manager and name it here`,
                    ),
                );
            }
        }
        return findings;
    },
};
