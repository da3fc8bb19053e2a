import { requiredValues } from "./conditions";
import { IamStatement } from "./document";
import { hasWildcard } from "../../pack/glob";
import { IamSettings } from "../settings";

/** What a principal of a policy is, seen from the own account. */
type PrincipalKind = "open" | "own" | "trusted" | "foreign" | "unknown" | "service" | "federated" | "named";

/** The account that a principal of type AWS belongs to: of an ARN, or the bare id. */
function accountOf(principal: string): string | undefined {
    return /^\d{12}$/.test(principal) ? principal : principal.split(":")[4];
}

/** Whether an account's id is not one: a template language fills it in, or the principal has a unique id. */
function isPlaceholder(account: string | undefined): boolean {
    return account === undefined || !/^\d{12}$/.test(account);
}

function classifyAwsPrincipal(principal: string, { accounts, trusted }: IamSettings): PrincipalKind {
    const account = accountOf(principal);
    if (hasWildcard(principal.replace(/\$\{[^}]*\}/g, ""))) {
        return "open";
    }
    if (isPlaceholder(account)) {
        return "named"; // CloudFront's identities, unique ids, and what a template fills in
    }
    if (trusted.includes(account ?? "")) {
        return "trusted";
    }
    if (accounts.length === 0) {
        return "unknown";
    }
    return accounts.includes(account ?? "") ? "own" : "foreign";
}

/**
 * Classifies a principal of a policy.
 *
 * @param principal as the document's reader gives it: `*`, or `TYPE:VALUE`.
 */
export function classifyPrincipal(principal: string, settings: IamSettings): PrincipalKind {
    if (principal === "*") {
        return "open";
    }
    const colon = principal.indexOf(":");
    const [type, value] = [principal.slice(0, colon), principal.slice(colon + 1)];
    switch (type) {
        case "AWS":
            return classifyAwsPrincipal(value, settings);
        case "Service":
            return hasWildcard(value) ? "open" : "service";
        case "Federated":
            return "federated";
        default:
            return "named";
    }
}

/** Whether a principal is the root of an own account: that is the account as a whole. */
export function isOwnRoot(principal: string, settings: IamSettings): boolean {
    return (
        classifyPrincipal(principal, settings) !== "foreign" &&
        /^AWS:(\d{12}|arn:[^:]*:iam::[^:]*:root)$/.test(principal) &&
        !settings.trusted.includes(accountOf(principal.slice("AWS:".length)) ?? "")
    );
}

/** Keys that name who calls, or whose account it is. */
const WHO = /^(aws:principalarn|aws:principalaccount|aws:userid|kms:calleraccount)$/;
const ORGANISATION = /^aws:(principalorgid|principalorgpaths|sourceorgid|sourceorgpaths)$/;
const SOURCE =
    /^(aws:source(arn|account|owner|vpce|vpc)|s3:dataaccesspoint(account|arn)|ec2:sourceinstancearn|lambda:sourcefunctionarn|aws:ec2instancesourcevpc)$/;

/** Whether conditions pin an open principal: to named ones, an organisation, an account, an endpoint or a source. */
export function pinsPrincipal({ conditions }: IamStatement): boolean {
    return [WHO, ORGANISATION, SOURCE].some((keys) => requiredValues(conditions, keys).length > 0);
}

/** Whether conditions pin an open principal of a trust policy: to named ones, an account or an organisation. */
export function pinsAccount({ conditions }: IamStatement): boolean {
    return [WHO, ORGANISATION, /^aws:sourceaccount$/].some(
        (keys) => requiredValues(conditions, keys).length > 0,
    );
}

/** The principals to which conditions pin an open one, by their accounts; none where they pin it otherwise. */
export function principalsPinnedBy({ conditions }: IamStatement): string[] {
    return requiredValues(conditions, /^aws:principal(arn|account)$/).map(
        (value) => `AWS:${accountOf(value) ?? value}`,
    );
}

/** Whether conditions pin an organisation. */
export function pinsOrganisation({ conditions }: IamStatement): boolean {
    return requiredValues(conditions, ORGANISATION).length > 0;
}

/** Whether conditions say for whose resource a service calls. */
export function pinsSource({ conditions }: IamStatement): boolean {
    return requiredValues(conditions, /^aws:source(arn|account|owner|orgid|orgpaths)$/).length > 0;
}
