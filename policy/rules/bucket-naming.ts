import { accountRegional, generalPurpose } from "../facts/bucket-names.json";
import { Finding, labelFindings, advise, refuse } from "../pack/finding";
import { isPresent } from "../pack/props";
import { EvaluatedResource, Rule, RuleConfig } from "../pack/rule";

interface NamingRule {
    readonly complies: (name: string) => boolean;
    readonly wanted: string;
}

const { shortest, longest, reservedPrefixes, reservedSuffixes } = generalPurpose;
const ACCOUNT_REGIONAL = new RegExp(accountRegional.form);

const COMMON_RULES: readonly NamingRule[] = [
    {
        complies: ({ length }) => length >= shortest && length <= longest,
        wanted: `it must have ${shortest} to ${longest} characters`,
    },
    {
        complies: (name) => /^[a-z0-9]/i.test(name) && /[a-z0-9]$/i.test(name),
        wanted: "it must begin and end with a letter or digit",
    },
];

/** Amazon S3 User Guide, "General purpose bucket naming rules". */
const GENERAL_PURPOSE_RULES: readonly NamingRule[] = [
    ...COMMON_RULES,
    {
        complies: (name) => /^[a-z0-9.-]*$/.test(name),
        wanted: "it may have only lower case letters, digits, periods and hyphens",
    },
    { complies: (name) => !name.includes(".."), wanted: "it must not have two adjacent periods" },
    {
        complies: (name) => !/^\d{1,3}(\.\d{1,3}){3}$/.test(name),
        wanted: "it must not be formatted as an IP address",
    },
    ...reservedPrefixes.map((prefix) => ({
        complies: (name: string) => !name.startsWith(prefix),
        wanted: `the prefix '${prefix}' is reserved`,
    })),
    ...reservedSuffixes.map((suffix) => ({
        complies: (name: string) => !name.endsWith(suffix),
        wanted: `the suffix '${suffix}' is reserved`,
    })),
    {
        complies: (name) => !name.endsWith(accountRegional.suffix) || ACCOUNT_REGIONAL.test(name),
        wanted: `the suffix '${accountRegional.suffix}' is reserved for names of the form ${accountRegional.wanted}`,
    },
];

/** Amazon S3 User Guide, "Directory bucket naming rules". */
const DIRECTORY_RULES: readonly NamingRule[] = [
    ...COMMON_RULES,
    {
        complies: (name) => /^[a-z0-9-]*$/.test(name),
        wanted: "it may have only lower case letters, digits and hyphens",
    },
    {
        complies: (name) => /^.+--[a-z0-9]+(-[a-z0-9]+)*-az\d+--x-s3$/.test(name),
        wanted: "a directory bucket's name has the form BASE--ZONE--x-s3, such as logs--use1-az5--x-s3",
    },
];

/** The organization's own rules for a name. */
interface NamingPattern {
    /** Regular expression that the whole name must match. */
    readonly pattern?: string;
    /** The name's form with named parts, such as `{prefix}-{environment}-{name}`. */
    readonly template?: string;
    /** The value, or the values, of each named part; without one, any letters, digits, periods and hyphens. */
    readonly parts?: Readonly<Record<string, string | readonly string[]>>;
}

function escapeRegExp(text: string): string {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** A template as a regular expression. */
function templateExpression(template: string, parts: NamingPattern["parts"]): RegExp {
    const pieces = template.split(/(\{[^}]*\})/).map((piece) => {
        if (!piece.startsWith("{")) {
            return escapeRegExp(piece);
        }
        const allowed = parts?.[piece.slice(1, -1)];
        return allowed === undefined ? "[a-z0-9.-]+" : `(?:${[allowed].flat().map(escapeRegExp).join("|")})`;
    });
    return new RegExp(`^${pieces.join("")}$`);
}

function patternFindings(name: string, { pattern, template, parts }: NamingPattern): Finding[] {
    const findings: Finding[] = [];
    if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(name)) {
        findings.push(refuse(`it must match this stack's pattern ${pattern}`));
    }
    if (template !== undefined && !templateExpression(template, parts).test(name)) {
        const where = Object.entries(parts ?? {}).map(
            ([part, allowed]) => `${part} ${[allowed].flat().join(" or ")}`,
        );
        findings.push(
            refuse(
                `it must have the form ${template}${where.length > 0 ? `, with ${where.join(", ")}` : ""}`,
            ),
        );
    }
    return findings;
}

/**
 * Judges a bucket's name.
 *
 * @param name the name.
 * @param pattern the organization's own rules.
 * @param directory whether it is a directory bucket's.
 * @returns one finding for each rule that it breaks.
 */
export function namingFindings(name: string, pattern: NamingPattern = {}, directory = false): Finding[] {
    const rules = directory ? DIRECTORY_RULES : GENERAL_PURPOSE_RULES;
    const broken = rules.filter((rule) => !rule.complies(name)).map((rule) => refuse(rule.wanted));
    const periods =
        broken.length === 0 && name.includes(".")
            ? [
                  advise(
                      "it has periods, which TLS certificates of virtual-host addresses do not cover; use hyphens",
                  ),
              ]
            : [];
    return labelFindings(`bucket name '${name}'`, [...broken, ...periods, ...patternFindings(name, pattern)]);
}

/** Terraform and Pulumi append 26 characters to a prefix; it must leave room for them. */
const LONGEST_PREFIX = longest - 26;

function prefixFindings(prefix: string, pattern: NamingPattern): Finding[] {
    return prefix.length > LONGEST_PREFIX
        ? labelFindings(`bucketPrefix '${prefix}'`, [
              refuse(`it may have ${LONGEST_PREFIX} characters: 26 are added to it`),
          ])
        : labelFindings(
              `bucketPrefix '${prefix}'`,
              namingFindings(`${prefix}20260101000000000000000001`, { ...pattern }),
          );
}

const DIRECTORY = "aws:s3/directoryBucket:DirectoryBucket";

/** Compliant: a bucket has a name, chosen by the program, that follows S3's rules and the stack's pattern. */
export const bucketNaming: Rule = {
    name: "bucket-naming",
    description:
        "Give each bucket a name that follows S3's naming rules and the stack's pattern. A bucket without a name is " +
        "named at deployment, where no policy can judge it.",
    why: "A bucket cannot be renamed. A name that S3 refuses fails in the middle of a deployment, and a name that is generated at deployment cannot be used in policies, or judged, before it exists.",
    accepts:
        "buckets with a name that follows S3's naming rules, or those of directory buckets, and the stack's pattern",
    configSchema: {
        properties: {
            pattern: { type: "string", description: "regular expression that the whole name must match" },
            template: {
                type: "string",
                description: "form of the name with named parts, such as {prefix}-{environment}-{name}",
            },
            parts: {
                type: "object",
                description: "value, or list of values, that each named part of the template may have",
            },
            autoNaming: {
                type: "boolean",
                default: false,
                description: "accept buckets without a name, and bucketPrefix",
            },
        },
    },
    types: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2", DIRECTORY],
    judge({ type, props }: EvaluatedResource, config: RuleConfig): Finding[] {
        const name = props["bucket"];
        const pattern = config as NamingPattern;
        if (typeof name === "string") {
            return namingFindings(name, pattern, type === DIRECTORY);
        }
        if (isPresent(name)) {
            return [refuse(`bucket name: ${JSON.stringify(name)} is not a string`)];
        }
        const prefix = props["bucketPrefix"];
        if (config["autoNaming"] !== true) {
            const how = isPresent(prefix) ? "bucketPrefix" : "auto-naming";
            return [
                refuse(`bucket name: it is left to ${how}, so it is not known before deploy; set 'bucket'`),
            ];
        }
        return typeof prefix === "string" && prefix !== "" ? prefixFindings(prefix, pattern) : [];
    },
};
