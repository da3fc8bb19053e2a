import { Key } from "../../components/config/key";
import { SCHEMA } from "../../components/config/schema";
import { table } from "./markdown";
import { generatedNote } from "./page";

/** Texts of accepted values that are longer are written below the table. */
const LONGEST_IN_TABLE = 60;

const HEAD = `# Configuration

${generatedNote("components/config/sections/")}

A stack's configuration is \`Pulumi.STACK.yaml\`. Its keys are in sections, which can be written as one object or key by key:

\`\`\`yaml
config:
  aws:region: us-east-1
  cc-pipeline:stream:
    shardCount: 2
  cc-pipeline:analytics.windowSeconds: 30
\`\`\`

\`aws:region\` is required; it is a region of the partitions aws, aws-cn or aws-us-gov. The program creates the AWS provider itself, so
of the \`aws:\` configuration it knows \`region\`, \`profile\`, \`assumeRoles\`, \`allowedAccountIds\` and \`forbiddenAccountIds\`. Every other
key has a default: a stack that sets only the region is complete.

All mistakes are reported together, one per line: the key, its value, what is wrong, and what would be right. An unknown key is a
mistake as well, and its line names the nearest known key. Values are also checked against each other: the load against the shards,
Parquet against its buffer, a key against its region.

Some keys the [local cloud](local-cloud.md#what-it-cannot-do) cannot serve: it says so. What a change of a key interrupts or replaces
is in [operations.md](operations.md#what-an-update-interrupts).`;

const INTROS: Readonly<Record<keyof typeof SCHEMA, string>> = {
    stack: "Owner, log retention and deletion protection of all resources.",
    stream: "The Kinesis data stream: capacity, retention, encryption, readers.",
    producer: "The EC2 instances with the Kinesis Agent, and what the agent reads.",
    analytics: "The Managed Service for Apache Flink application, its queries and their windows.",
    delivery: "The Firehose delivery streams: buffers, compression, Parquet.",
    bucket: "The results bucket: name, encryption, lifecycle.",
    exposition: "The Athena workgroup in which the results are queried.",
    monitoring: "Alarms, their notifications, the dashboard and the budget.",
    alarms:
        "The threshold of each alarm. An alarm without a threshold here derives it from the rest of the configuration. What each alarm " +
        "means, and what to do about it, is in [operations.md](operations.md#alarms).",
};

function describeDefault(key: Key<unknown>): string {
    if (key.defaultText !== undefined) {
        return key.defaultText;
    }
    const { default: value } = key;
    const text = Array.isArray(value) ? value.join(", ") || "none" : String(value);
    return key.unit === undefined ? `\`${text}\`` : `\`${text}\` ${key.unit}`;
}

function describeValues(key: Key<unknown>): string {
    return `${key.takes}${key.unit === undefined ? "" : ` ${key.unit}`}`;
}

function isLong(key: Key<unknown>): boolean {
    return describeValues(key).length > LONGEST_IN_TABLE;
}

function section(name: keyof typeof SCHEMA): string {
    const keys = Object.entries(SCHEMA[name] as Record<string, Key<unknown>>);
    const rows = keys.map(([key, value]) => [
        `\`${name}.${key}\``,
        value.why,
        describeDefault(value),
        isLong(value) ? "see below" : describeValues(value),
    ]);
    const long = keys
        .filter(([, value]) => isLong(value))
        .map(([key, value]) => `- \`${name}.${key}\`: ${describeValues(value)}`);
    return [
        `## ${name}`,
        INTROS[name],
        table(["key", "what it does", "default", "values"], rows),
        ...(long.length > 0 ? [["Values:", "", ...long].join("\n")] : []),
    ].join("\n\n");
}

/** Renders the page of configuration keys, from their schema. */
export function configurationPage(): string {
    const names = Object.keys(SCHEMA) as (keyof typeof SCHEMA)[];
    return `${[HEAD, ...names.map(section)].join("\n\n")}\n`;
}
