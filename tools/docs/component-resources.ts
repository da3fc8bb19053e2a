import { createRequire } from "node:module";
import * as path from "node:path";
import { LOCAL_DIR } from "../runtime/paths";
import { MockedResource, mockedRun } from "./mocked-run";
import { copyProgram } from "./program-copy";

/** Where the examples are. */
export const EXAMPLES = path.join("tools", "docs", "component-examples");

const COPY = path.join(LOCAL_DIR, "component-pages");
/** The deployment that the pages show: the account of AWS's own documentation. */
const SHOWN = { project: "web", stack: "dev", region: "eu-west-1", accountId: "123456789012" };

/** A resource with those of its settings that are about safety, as text. */
export interface ShownResource {
    readonly type: string;
    /** Logical names of all resources of the type with the same settings. */
    readonly names: readonly string[];
    readonly settings: readonly string[];
}

/** Properties that are about safety or about how long something is kept, by their path below a resource. */
const ABOUT_SAFETY =
    /encrypt|kms|keytype|ssealgorithm|public|httptokens|hoplimit|ownership|versioningconfiguration|retention|ingress|egress|snapshotsenabled|enforce|cutoff|forcedestroy|expiration|abortincomplete|sharedcredentials/i;
/** Properties that hold IAM documents. */
const DOCUMENTS = new Set(["policy", "assumeRolePolicy"]);

interface ShownStatement {
    readonly Sid: string;
    readonly Effect: string;
    readonly Principal?: string | Readonly<Record<string, string>>;
    readonly Action: readonly string[];
    readonly Resource?: readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function listed(value: unknown): string {
    return (Array.isArray(value) ? value : [value]).map(String).join(", ");
}

/** One line per statement: effect, actions, principals, resources and conditions. */
function statementLine({ Effect, Principal, Action, Resource, Condition = {} }: ShownStatement): string {
    const who = typeof Principal === "object" ? ` to ${Object.values(Principal).map(listed).join(", ")}` : "";
    const where = Resource === undefined ? "" : ` on \`${listed(Resource)}\``;
    const conditions = Object.entries(Condition).flatMap(([operator, keys]) =>
        Object.entries(keys).map(([key, value]) => `\`${key}\` ${operator} \`${listed(value)}\``),
    );
    const when = conditions.length === 0 ? "" : `, where ${conditions.join(" and ")}`;
    return `${Effect === "Allow" ? "allows" : "denies"} \`${listed(Action)}\`${who}${where}${when}`;
}

function documentLines(property: string, text: string): string[] {
    const { Statement } = JSON.parse(text) as { Statement: readonly ShownStatement[] };
    return Statement.map((statement) => `${property}: ${statementLine(statement)}`);
}

/** The leaves below a value, each with its path. */
function leaves(value: unknown, at: string): (readonly [string, unknown])[] {
    if (Array.isArray(value) && value.length > 0) {
        return value.flatMap((item, i) => leaves(item, `${at}[${i}]`));
    }
    return value !== null && typeof value === "object" && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, item]) => leaves(item, at === "" ? key : `${at}.${key}`))
        : [[at, value]];
}

function settingsOf(inputs: MockedResource["inputs"]): string[] {
    return Object.entries(inputs).flatMap(([property, value]) =>
        DOCUMENTS.has(property) && typeof value === "string"
            ? documentLines(property, value)
            : leaves(value, property)
                  .filter(([at]) => ABOUT_SAFETY.test(at))
                  .map(([at, leaf]) => `\`${at}\`: \`${JSON.stringify(leaf)}\``),
    );
}

/** A code object's name ends in its content's hash, which the page does not repeat: a changed query would change it. */
function withoutHash(name: string): string {
    return name.replace(/-[0-9a-f]{12}(?=\.[a-z]+$)/, "-HASH");
}

/** Resources of a type with the same settings in one row, in the order of type and name. */
function grouped(resources: readonly MockedResource[]): ShownResource[] {
    const rows = new Map<string, { type: string; names: string[]; settings: string[] }>();
    const sorted = resources
        .map(({ type, name, inputs }) => ({ type, name: withoutHash(name), inputs }))
        .sort((a, b) => `${a.type} ${a.name}`.localeCompare(`${b.type} ${b.name}`, "en"));
    for (const resource of sorted) {
        const settings = settingsOf(resource.inputs);
        const key = JSON.stringify([resource.type, settings]);
        const row = rows.get(key) ?? { type: resource.type, names: [], settings };
        row.names.push(resource.name);
        rows.set(key, row);
    }
    return [...rows.values()];
}

type Program = () => Promise<unknown>;

/**
 * Runs examples on Pulumi's mocked engine.
 *
 * @param examples file names, and the type token of the component that each is about.
 * @returns for each file, the resources that this component creates; those of others in the same example are left out.
 */
export async function createdResources(
    examples: readonly { readonly file: string; readonly token: string }[],
): Promise<ReadonlyMap<string, readonly ShownResource[]>> {
    copyProgram(COPY, EXAMPLES);
    const folder = path.join(COPY, EXAMPLES);
    const load = createRequire(__filename);
    const created = new Map<string, readonly ShownResource[]>();
    for (const { file, token } of examples) {
        const program = load(path.join(folder, file)) as Program;
        const { resources } = await mockedRun(program, SHOWN);
        created.set(file, grouped(resources.filter(({ parents }) => parents.includes(token))));
    }
    return created;
}
