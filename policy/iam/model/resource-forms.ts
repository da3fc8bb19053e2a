import { ActionFacts, ResourceForm } from "../data/action-data";
import { hasWildcard, isAll, matches, overlaps } from "../../pack/glob";
import { memoize } from "../../pack/memoize";

/** A character that no name has: a pattern that matches it in place of a name matches every name. */
const ANY_NAME = "\u0001";

/** Prefixes of the ids that EC2 assigns: `instance/i-*` is every instance. */
const ID_BEGINNINGS: Readonly<Record<string, string>> = {
    ImageId: "ami-",
    InstanceId: "i-",
    NetworkInterfaceId: "eni-",
    SecurityGroupId: "sg-",
    SnapshotId: "snap-",
    SubnetId: "subnet-",
    VolumeId: "vol-",
    VpcId: "vpc-",
};

/** A policy variable, or a placeholder of a template language. */
const VARIABLE = /\$\{[^}]*\}/g;

/** The part of an ARN at a position; a pattern also matches its own wildcards. */
function ownPart(pattern: string, at: number): string {
    return pattern.split(":")[at] ?? ANY_NAME;
}

/** Any name in place of a variable: for EC2's ids, with their prefix. */
function anyName(variable: string): string {
    const prefix = ID_BEGINNINGS[variable];
    return prefix === undefined ? ANY_NAME : prefix + ANY_NAME;
}

/** A resource of a form with any name, in the partition, region and account that the pattern names. */
function anyResource(form: string, pattern: string): string {
    return form
        .replace("${Partition}", ownPart(pattern, 1))
        .replace("${Region}", ownPart(pattern, 3))
        .replace("${Account}", ownPart(pattern, 4))
        .replace(VARIABLE, (variable) => anyName(variable.slice(2, -1)));
}

/** Whether a form has a name in it, apart from partition, region and account. */
function hasName(form: string): boolean {
    return /\$\{(?!Partition\}|Region\}|Account\})/.test(form);
}

/** Resources whose answers are cached: a policy asks for the same ones again and again. */
const MOST_RESOURCES = 1_000;

/** Remembers answers about a resource and a form. There are at most as many forms as AWS's data has. */
function memoizePair(compute: (resource: string, form: string) => boolean): typeof compute {
    const ofResource = memoize((resource) => memoize((form) => compute(resource, form)), MOST_RESOURCES);
    return (resource, form) => ofResource(resource)(form);
}

const coversNamed = memoizePair((resource, form) => {
    if (!hasName(form) || !hasWildcard(resource)) {
        return false;
    }
    const any = anyResource(form, resource);
    // A log group's ARN is also written with `:*` after its name.
    return matches(resource, any) || (form.includes(":logs:") && matches(resource, `${any}:${ANY_NAME}`));
});

/** Parts of an ARN before its resource, which may have colons itself. */
const PARTS_BEFORE_RESOURCE = 5;

/** The first parts of an ARN, and all that follows as one more. */
function splitArn(arn: string, first: number): string[] {
    const all = arn.split(":");
    return [...all.slice(0, first), all.slice(first).join(":")];
}

/**
 * Whether some ARN is matched by both patterns. Wildcards stay within their part; those in the last part of a shorter
 * pattern, such as `arn:aws:sns:*`, reach over colons (IAM User Guide, "IAM JSON policy elements: Resource").
 */
function arnsOverlap(pattern: string, form: string): boolean {
    const first = Math.min(pattern.split(":").length - 1, PARTS_BEFORE_RESOURCE);
    const parts = splitArn(form, first);
    return splitArn(pattern, first).every((part, i) => overlaps(part, parts[i] as string)); // of the same length
}

const matchesForm = memoizePair((resource, form) => {
    const pattern = resource.replace(VARIABLE, "*");
    // A bucket's name has no slash; with one, it is an object's ARN.
    const isBucket = form.endsWith(":s3:::${BucketName}");
    return arnsOverlap(pattern, form.replace(VARIABLE, "*")) && !(isBucket && pattern.includes("/"));
});

/**
 * Whether a resource of a statement matches every resource of a form, in its region and account at least.
 *
 * @param resource such as `arn:aws:dynamodb:eu-west-1:123456789012:table/*`.
 * @param form such as `arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}`.
 */
export function coversForm(resource: string, form: string): boolean {
    return isAll(resource) || coversNamed(resource, form);
}

/**
 * Whether a resource of a statement can be one of a form.
 *
 * @param resource may have wildcards and policy variables.
 * @param form an ARN's form of AWS's data.
 */
function canBe(resource: string, form: string): boolean {
    return isAll(resource) || matchesForm(resource, form);
}

/** The forms of resource that an action can be narrowed to and one of the resources can be. */
export function formsOf({ forms }: ActionFacts, resource: string): readonly ResourceForm[] {
    return forms.filter(({ arn }) => canBe(resource, arn));
}

/** Whether a resource matches every resource of one of the forms that an action supports. */
export function isEverything(action: ActionFacts, resource: string): boolean {
    return action.forms.some(({ arn }) => coversForm(resource, arn));
}

/** A placeholder for what a person has to fill in: `${StreamName}` becomes `STREAM_NAME`. */
function placeholder(variable: string): string {
    return variable
        .slice(2, -1)
        .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
        .replace(/[^A-Za-z0-9]+/g, "_")
        .toUpperCase();
}

/**
 * An ARN to paste: of the form, with placeholders for names.
 *
 * @param form an ARN's form of AWS's data.
 * @param account the account's id; `*` where it is not known.
 */
export function arnToPaste(form: string, account: string): string {
    return form
        .replace("${Partition}", "aws")
        .replace("${Region}", "*")
        .replace("${Account}", account)
        .replace(VARIABLE, placeholder);
}
