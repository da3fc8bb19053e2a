import { arnKeysOf } from "../data/action-data";
import { Condition } from "./document";

/** Operators that require one of the listed values. The negated ones let all others pass. */
const POSITIVE = /^(stringequals|stringequalsignorecase|stringlike|arnequals|arnlike)$/;

/** Keys that name the calling service or the way through it. */
const CALLING_SERVICE =
    /^(aws:calledvia(first|last)?|[a-z0-9-]+:(viaservice|passedtoservice|awsservicename|authorizedservice|serviceprincipal))$/;

/** Keys that name a resource's tags, or the tags that a new one gets. */
const TAGS =
    /^([a-z0-9-]+:(resourcetag|requesttag|existingobjecttag|buckettag|requestobjecttag)\/|rds:[a-z]+-tag\/)/;

/** Keys that name what a service works on, and whose type in AWS's data is String. */
const NAMES =
    /^(?!aws:|sts:)[a-z0-9-]+:([^/]*(arns?|names?|alias(es)?|id|namespace|prefix)|leadingkeys|encryptioncontext:.*|fromaddress|createaction|references|changeresourcerecordsetsnormalizedrecordnames)$/;

/**
 * Whether a value pins something: an ARN its account or a part of the resource's name, any other string one character
 * that is not a wildcard.
 */
export function pins(value: string): boolean {
    if (!value.startsWith("arn:")) {
        return /[^*?]/.test(value);
    }
    const parts = value.split(":");
    const resource = parts.slice(5).join(":");
    const name = resource.slice(resource.search(/[:/]/) + 1); // all of it where it has no type before the name
    return parts.slice(4, 5).some((account) => /\d{12}|\$\{/.test(account)) || /[^*?:/]/.test(name);
}

/** Whether a condition lets only the named values pass, and each of them pins something. */
export function asksFor(condition: Condition): boolean {
    const { operator, qualifier, ifExists, values } = condition;
    return (
        POSITIVE.test(operator) &&
        qualifier !== "forallvalues" && // a request without the key passes
        !ifExists &&
        values.length > 0 &&
        values.every(pins)
    );
}

/** Whether a condition requires that the request has the key. */
function asksForPresence({ operator, values }: Condition): boolean {
    return operator === "null" && values.every((value) => value === "false");
}

async function isArnKey(key: string): Promise<boolean> {
    return (await arnKeysOf(key.slice(0, key.indexOf(":")))).has(key);
}

async function narrows(condition: Condition): Promise<boolean> {
    const { key } = condition;
    if (TAGS.test(key)) {
        return asksFor(condition) || asksForPresence(condition);
    }
    if (!asksFor(condition)) {
        return false;
    }
    return key === "aws:sourcearn" || CALLING_SERVICE.test(key) || NAMES.test(key) || (await isArnKey(key));
}

/**
 * The conditions that narrow a statement to resources, their tags, or a calling service. A source address, MFA, a date,
 * a region or TLS do not: they leave it on all resources.
 *
 * @param conditions a statement's.
 * @returns the keys, in lower case.
 */
export async function narrowingKeys(conditions: readonly Condition[]): Promise<string[]> {
    const keys: string[] = [];
    for (const condition of conditions) {
        if (await narrows(condition)) {
            keys.push(condition.key);
        }
    }
    return keys;
}

/** The values that a condition on one of the keys, in lower case, lets pass; none where no condition asks for them. */
export function requiredValues(conditions: readonly Condition[], keys: ReadonlySet<string>): string[] {
    return conditions
        .filter((condition) => keys.has(condition.key) && asksFor(condition))
        .flatMap(({ values }) => values);
}
