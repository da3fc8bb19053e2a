import { Judged, Rule } from "./known";

/** Amazon S3 User Guide, "General purpose bucket naming rules". */
const RESERVED_PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-"];
const RESERVED_SUFFIXES = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3", "-an"];

interface NamingRule {
    readonly complies: (name: string) => boolean;
    readonly wanted: string;
}

const S3_RULES: readonly NamingRule[] = [
    { complies: (name) => name.length >= 3 && name.length <= 63, wanted: "it must have 3 to 63 characters" },
    {
        complies: (name) => /^[a-z0-9.-]*$/.test(name),
        wanted: "it may have only lower case letters, digits, periods and hyphens",
    },
    {
        complies: (name) => /^[a-z0-9]/i.test(name) && /[a-z0-9]$/i.test(name),
        wanted: "it must begin and end with a letter or digit",
    },
    { complies: (name) => !name.includes(".."), wanted: "it must not have two adjacent periods" },
    {
        complies: (name) => !/^\d{1,3}(\.\d{1,3}){3}$/.test(name),
        wanted: "it must not be formatted as an IP address",
    },
    ...RESERVED_PREFIXES.map((prefix) => ({
        complies: (name: string) => !name.startsWith(prefix),
        wanted: `the prefix '${prefix}' is reserved`,
    })),
    ...RESERVED_SUFFIXES.map((suffix) => ({
        complies: (name: string) => !name.endsWith(suffix),
        wanted: `the suffix '${suffix}' is reserved`,
    })),
];

/**
 * Judges a bucket's name.
 *
 * @param name the name.
 * @param pattern the organisation's own rule, a regular expression that the whole name must match.
 * @returns one message for each rule that it breaks.
 */
export function namingViolations(name: string, pattern?: string): string[] {
    const broken = S3_RULES.filter((rule) => !rule.complies(name)).map(
        (rule) => `bucket name '${name}': ${rule.wanted}`,
    );
    if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(name)) {
        broken.push(`bucket name '${name}': it must match this stack's pattern ${pattern}`);
    }
    return broken;
}

/** Compliant: a bucket has a name, chosen by the program, that keeps S3's rules and the stack's pattern. */
export const bucketNaming: Rule = {
    name: "bucket-naming",
    description:
        "Give each bucket a name that keeps S3's naming rules and the stack's pattern. A bucket without a name is " +
        "named at deploy, where no policy can judge it.",
    configSchema: { properties: { pattern: { type: "string" } } },
    types: ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"],
    judge({ props, config }: Judged): string[] {
        const name = props["bucket"];
        if (name === undefined || name === null) {
            const how = props["bucketPrefix"] ? "bucketPrefix" : "auto-naming";
            return [`bucket name: it is left to ${how}, so it is not known before deploy; set 'bucket'`];
        }
        return typeof name === "string"
            ? namingViolations(name, config["pattern"] as string | undefined)
            : [`bucket name: ${JSON.stringify(name)} is not text`];
    },
};
