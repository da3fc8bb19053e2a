import { requiredValues } from "./conditions";
import { IamStatement } from "./document";
import { hasWildcard } from "../../pack/glob";
import { IamSettings } from "../settings";

/** What a principal of a policy is, seen from the own account. */
export type PrincipalKind =
    "open" | "own" | "trusted" | "foreign" | "unknown" | "service" | "federated" | "named";

/** A placeholder of a template language. */
const PLACEHOLDER = /\$\{[^}]*\}/;

const ACCOUNT_ID = /^\d{12}$/;

/**
 * The account that a principal of type AWS belongs to, by its ARN or the bare id. CloudFront's identities, unique ids and
 * what a template fills in have none.
 */
function accountOf(principal: string): string | undefined {
    const account = principal.split(":")[4] ?? principal;
    return ACCOUNT_ID.test(account) ? account : undefined;
}

function classifyAwsPrincipal(principal: string, { accounts, trusted }: IamSettings): PrincipalKind {
    if (principal.split(PLACEHOLDER).some(hasWildcard)) {
        return "open";
    }
    const account = accountOf(principal);
    if (account === undefined) {
        return "named";
    }
    if (trusted.includes(account)) {
        return "trusted";
    }
    if (accounts.length === 0) {
        return "unknown";
    }
    return accounts.includes(account) ? "own" : "foreign";
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

/** Kinds of principals that may be the own account. */
const MAYBE_OWN: readonly PrincipalKind[] = ["own", "unknown", "named"];

/** Whether a principal is the root of an own account: that is the account as a whole. */
export function isOwnRoot(principal: string, settings: IamSettings): boolean {
    return MAYBE_OWN.includes(classifyPrincipal(principal, settings)) && /:(\d{12}|root)$/.test(principal);
}

const CALLER = ["aws:principalarn", "aws:principalaccount"];
const ORGANISATION = ["aws:principalorgid", "aws:principalorgpaths", "aws:sourceorgid", "aws:sourceorgpaths"];
const PINS_ACCOUNT = [...CALLER, "aws:userid", "kms:calleraccount", ...ORGANISATION, "aws:sourceaccount"];

/** Keys that name an endpoint or a source. */
const SOURCE = [
    "aws:sourcearn",
    "aws:sourceowner",
    "aws:sourcevpce",
    "aws:sourcevpc",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
    "ec2:sourceinstancearn",
    "lambda:sourcefunctionarn",
    "aws:ec2instancesourcevpc",
];

/** Keys that name the resource for which a service calls, or its owner. */
const SERVICE_SOURCE = [
    "aws:sourcearn",
    "aws:sourceaccount",
    "aws:sourceowner",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
];

function pinsBy(keys: readonly string[]): (statement: IamStatement) => boolean {
    const known = new Set(keys);
    return ({ conditions }) => requiredValues(conditions, known).length > 0;
}

/** Whether conditions pin an open principal: to named ones, an organisation, an account, an endpoint or a source. */
export const pinsPrincipal = pinsBy([...PINS_ACCOUNT, ...SOURCE]);

/** Whether conditions pin an open principal of a trust policy: to named ones, an account or an organisation. */
export const pinsAccount = pinsBy(PINS_ACCOUNT);

/** Whether conditions pin an organisation. */
export const pinsOrganisation = pinsBy(ORGANISATION);

/** Whether conditions say for whose resource a service calls. */
export const pinsSource = pinsBy(SERVICE_SOURCE);

const CALLERS = new Set(CALLER);

/** The principals to which conditions pin an open one, by their accounts; none where they pin it otherwise. */
export function principalsPinnedBy({ conditions }: IamStatement): string[] {
    return requiredValues(conditions, CALLERS).map((value) => `AWS:${accountOf(value) ?? value}`);
}
