import { ActionFacts, ActionPattern } from "../data/action-data";
import { IamStatement } from "../model/document";
import { pinsPrincipal, classifyPrincipal } from "../model/principals";
import { IamSettings } from "../settings";
import { suggestedActions } from "./identity";

type Condition = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A part of a statement that is for principals of one kind. */
interface Part {
    readonly principal: Readonly<Record<string, string | readonly string[]>>;
    readonly actions: readonly string[];
    /** Conditions to require in addition to those of the statement. */
    readonly condition: Readonly<Record<string, string>>;
}

const SAML_AUDIENCE = "https://signin.aws.amazon.com/saml";

/** Providers whose audience is in app_id (IAM User Guide, "IAM and AWS STS condition context keys"). */
const APP_ID_PROVIDERS = new Set(["www.amazon.com", "graph.facebook.com"]);

function ownRoot({ accounts }: IamSettings): string {
    return `arn:aws:iam::${accounts[0] ?? "ACCOUNT_ID"}:root`;
}

/** The conditions to require from a federated principal. */
function federatedPart(who: string): Part {
    const principal = { Federated: who };
    if (who.includes(":saml-provider/")) {
        return { principal, actions: ["sts:AssumeRoleWithSAML"], condition: { "SAML:aud": SAML_AUDIENCE } };
    }
    const [, provider = who] = who.split(":oidc-provider/");
    const condition =
        provider === who
            ? { [`${provider}:${APP_ID_PROVIDERS.has(provider) ? "app_id" : "aud"}`]: "AUDIENCE" }
            : { [`${provider}:aud`]: "sts.amazonaws.com", [`${provider}:sub`]: "SUBJECT" };
    return { principal, actions: ["sts:AssumeRoleWithWebIdentity"], condition };
}

/** The principals of a statement, each with the conditions to require; everyone becomes the own account. */
function parts(statement: IamStatement, settings: IamSettings, pinned: boolean): Part[] {
    const named =
        statement.hasNotPrincipal || statement.principals.length === 0 ? ["*"] : statement.principals;
    return named.map((principal): Part => {
        const colon = principal.indexOf(":");
        const value = principal.slice(colon + 1);
        switch (classifyPrincipal(principal, settings)) {
            case "open":
                return {
                    principal: { AWS: pinned && principal === "*" ? "*" : ownRoot(settings) },
                    actions: ["sts:AssumeRole"],
                    condition: {},
                };
            case "federated":
                return federatedPart(value);
            case "foreign":
                return {
                    principal: { AWS: value },
                    actions: ["sts:AssumeRole"],
                    condition: { "sts:ExternalId": "EXTERNAL_ID" },
                };
            default:
                return {
                    principal: { [principal.slice(0, colon)]: value },
                    actions: ["sts:AssumeRole"],
                    condition: {},
                };
        }
    });
}

/** Adds required keys to the conditions of a statement; a key that it already has is replaced. */
function addRequired(written: unknown, asked: Readonly<Record<string, string>>): Condition | undefined {
    const keys = new Set(Object.keys(asked).map((key) => key.toLowerCase()));
    const kept = Object.entries((written ?? {}) as Condition).map(
        ([operator, values]) =>
            [
                operator,
                Object.fromEntries(Object.entries(values).filter(([key]) => !keys.has(key.toLowerCase()))),
            ] as const,
    );
    const condition: Record<string, Record<string, unknown>> = Object.fromEntries(
        kept.filter(([, values]) => Object.keys(values).length > 0),
    );
    if (keys.size > 0) {
        condition["StringEquals"] = { ...condition["StringEquals"], ...asked };
    }
    return Object.keys(condition).length > 0 ? condition : undefined;
}

function toJson(statements: readonly object[]): string {
    return JSON.stringify(statements.length === 1 ? statements[0] : statements);
}

/**
 * A form of a trust policy's statement that would pass: a statement for each principal, with the conditions to require.
 *
 * @param statement as it is.
 * @param settings the accounts; the own one takes the place of everyone.
 * @returns JSON of one statement or a list of them.
 */
export function suggestTrust(statement: IamStatement, settings: IamSettings): string {
    const condition = statement.written["Condition"];
    return toJson(
        parts(statement, settings, false).map(({ principal, actions, condition: asked }) => {
            const all = addRequired(condition, asked);
            return { Effect: "Allow", Principal: principal, Action: actions, ...(all && { Condition: all }) };
        }),
    );
}

/**
 * A form of a resource policy's statement that would pass: exact actions, and everyone only where conditions say who.
 *
 * @param statement as it is.
 * @param patterns what its actions stand for.
 * @param settings the accounts; the own one takes the place of everyone.
 * @returns JSON of one statement or a list of them; nothing where only a person can know which actions are needed.
 */
export function suggestResource(
    statement: IamStatement,
    patterns: readonly ActionPattern[],
    settings: IamSettings,
): string | undefined {
    const actions: ActionFacts[] = patterns.flatMap(suggestedActions);
    if (actions.length === 0) {
        return undefined;
    }
    const { Resource, Condition } = statement.written;
    return toJson(
        parts(statement, settings, pinsPrincipal(statement)).map(({ principal }) => ({
            Effect: "Allow",
            Principal: principal,
            Action: [...new Set(actions.map(({ id }) => id))],
            Resource: Resource ?? "*",
            Condition, // left out of the JSON where there is none
        })),
    );
}
