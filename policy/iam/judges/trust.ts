import { services as CONFUSED_DEPUTY } from "../../facts/confused-deputy.json";
import { expandPattern } from "../data/action-data";
import { Condition, IamStatement } from "../model/document";
import { asksFor, requiredValues } from "../model/conditions";
import { Finding, advise, labelStatement, refuse } from "../../pack/finding";
import { hasWildcard } from "../../pack/glob";
import { actionFindings, formFindings } from "./statement-findings";
import { PrincipalRules, principalFindings } from "./principal-findings";
import { pinsAccount, pinsOrganisation, pinsSource } from "../model/principals";
import { suggestTrust } from "../suggest/trust";
import { IamSettings } from "../settings";

const EXTERNAL_ID = new Set(["sts:externalid"]);

function serviceFindings(host: string, statement: IamStatement): Finding[] {
    const name = host.replace(/\.amazonaws\.com(\.cn)?$/, "");
    // A principal may also name its region: logs.eu-west-1.amazonaws.com
    const regionless = name.replace(/\.[a-z]{2}(-[a-z]+)+-\d$/, "");
    return CONFUSED_DEPUTY.includes(regionless) && !pinsSource(statement)
        ? [
              advise(
                  `${host} may be made to assume the role for another account's resource; add a condition on ` +
                      "aws:SourceAccount or aws:SourceArn",
              ),
          ]
        : [];
}

function foreignFindings(who: string, statement: IamStatement, trusted: boolean): Finding[] {
    const externalId = requiredValues(statement.conditions, EXTERNAL_ID).length > 0;
    if (pinsOrganisation(statement) || (trusted && externalId)) {
        return [];
    }
    if (trusted) {
        return [advise(`${who} belongs to a trusted account, but without a condition on sts:ExternalId`)];
    }
    return [
        externalId
            ? advise(
                  `${who} belongs to a foreign account; if you trust it, add the account to the setting 'trusted'`,
              )
            : refuse(`${who} belongs to a foreign account, without a condition on sts:ExternalId; add one`),
    ];
}

/** Prefixes of subjects that name a kind of subject, not which one. */
const KIND_OF_SUBJECT = /^(repo:|system:serviceaccount:|organization:|project_path:|org:|[*?/:])+/;

function namesSubject(value: string): boolean {
    if (!hasWildcard(value)) {
        return true;
    }
    const beforeWildcard = value.slice(0, value.search(/[*?]/));
    return beforeWildcard.replace(KIND_OF_SUBJECT, "") !== "";
}

function hasClaim(
    conditions: readonly Condition[],
    claim: RegExp,
    names: (value: string) => boolean = () => true,
): boolean {
    return conditions.some(
        (condition) => claim.test(condition.key) && asksFor(condition) && condition.values.every(names),
    );
}

const SAML_AUDIENCE = /^saml:aud$/;
const AUDIENCE = /:(aud|app_id|oaud)$/;
const SUBJECT = /:(sub|repository|repository_id|job_workflow_ref|project_path|email)$/;

function federatedFindings(who: string, { conditions }: IamStatement): Finding[] {
    if (/:saml-provider\//.test(who)) {
        return hasClaim(conditions, SAML_AUDIENCE)
            ? []
            : [refuse(`${who}: SAML federation without a condition on SAML:aud; add one`)];
    }
    const audience = hasClaim(conditions, AUDIENCE, (value) => !hasWildcard(value));
    if (/:oidc-provider\//.test(who)) {
        const missing = [
            ...(audience ? [] : ["audience (…:aud)"]),
            ...(hasClaim(conditions, SUBJECT, namesSubject) ? [] : ["subject (…:sub)"]),
        ];
        return missing.length === 0
            ? []
            : [refuse(`${who}: OIDC federation without a condition on ${missing.join(" and ")}; add it`)];
    }
    return audience || hasClaim(conditions, SUBJECT, namesSubject)
        ? []
        : [refuse(`${who}: web identity federation without a condition on the audience; add one`)];
}

const RULES: PrincipalRules = {
    pins: pinsAccount,
    everyone:
        "it lets everyone (Principal *) assume the role; name the intended principals, or pin them by " +
        "aws:PrincipalArn or aws:PrincipalOrgID",
    foreign: (who, statement) => foreignFindings(who, statement, false),
    trusted: (who, statement) => foreignFindings(who, statement, true),
    service: serviceFindings,
    federated: federatedFindings,
};

const ACTIONS = { example: ", such as sts:AssumeRole" };

function resourceElementFindings({ hasResource }: IamStatement): Finding[] {
    return hasResource ? [advise("a trust policy has no Resource: it is about its own role")] : [];
}

/**
 * Judges the statements of a role's trust policy.
 *
 * @param statements those that allow.
 * @param settings the accounts.
 */
export async function trustFindings(
    statements: readonly IamStatement[],
    settings: IamSettings,
): Promise<Finding[]> {
    const judged = statements.map(async (statement) => {
        const actions = await Promise.all(statement.actions.map(expandPattern));
        const findings = [
            ...formFindings(statement),
            ...resourceElementFindings(statement),
            ...actions.flatMap((action) => actionFindings(action, ACTIONS)),
            ...statement.principals.flatMap((one) => principalFindings(one, statement, settings, RULES)),
        ];
        return labelStatement(statement.label, findings, suggestTrust(statement, settings));
    });
    return (await Promise.all(judged)).flat();
}
