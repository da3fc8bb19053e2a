import { ActionPattern, expandPattern, isRetired } from "../data/action-data";
import { IamStatement } from "../model/document";
import { Finding, advise, labelStatement, refuse } from "../../pack/finding";
import { hasWildcard } from "../../pack/glob";
import { PrincipalRules, principalFindings } from "./principal-findings";
import { isOwnRoot, pinsPrincipal, pinsSource } from "../model/principals";
import { suggestResource } from "../suggest/trust";
import { IamSettings } from "../settings";

const RULES: PrincipalRules = {
    pins: pinsPrincipal,
    everyone:
        "it allows everyone (Principal *) without a condition that pins an account, an organisation, a VPC " +
        "endpoint or a source ARN; name the principals that are meant, or add such a condition",
    foreign: (who, { conditions }) =>
        conditions.length > 0
            ? []
            : [
                  advise(
                      `${who} is of a foreign account, without a condition; where you trust it, name the account in the ` +
                          "setting 'trusted'",
                  ),
              ],
    service: (host, statement) =>
        pinsSource(statement)
            ? []
            : [
                  advise(
                      `${host} may be made to act for somebody else's resource; add a condition on aws:SourceAccount or ` +
                          "aws:SourceArn",
                  ),
              ],
};

/** Judges a pattern of actions; the root of the own account may have all of a service: it is the account itself. */
function actionFindings({ pattern, missing, whole }: ActionPattern, ownRootOnly: boolean): Finding[] {
    if (missing !== undefined) {
        return isRetired(pattern)
            ? [advise(`${pattern}: AWS has retired this action; remove it`)]
            : [refuse(`${pattern}: ${missing}`)];
    }
    if (ownRootOnly || (whole === undefined && !hasWildcard(pattern))) {
        return [];
    }
    return whole === undefined
        ? [advise(`${pattern}: it grants what AWS adds to these actions, too; name those that are needed`)]
        : [refuse(`${pattern}: it grants ${whole}; name the actions that are needed`)];
}

function generalFindings(statement: IamStatement): Finding[] {
    const findings: Finding[] = [];
    if (statement.hasNotPrincipal) {
        findings.push(
            refuse(
                "Allow with NotPrincipal grants everyone but the named ones; name the principals that are meant",
            ),
        );
    } else if (!statement.hasPrincipal) {
        findings.push(refuse("it has no Principal; name the principals that are meant"));
    }
    if (statement.hasNotAction) {
        findings.push(
            refuse(
                "Allow with NotAction grants every action but the named ones; name the actions that are needed",
            ),
        );
    }
    return findings;
}

/**
 * Judges the statements of a policy that a resource has: of a bucket, a queue, a topic, a key and so on. `Resource: "*"`
 * stands for the resource itself there.
 *
 * @param statements those that allow.
 * @param settings the accounts.
 */
export async function resourceFindings(
    statements: readonly IamStatement[],
    settings: IamSettings,
): Promise<Finding[]> {
    const judged = statements.map(async (statement) => {
        const { principals } = statement;
        const ownRootOnly = principals.length > 0 && principals.every((one) => isOwnRoot(one, settings));
        const actions = await Promise.all(statement.actions.map(expandPattern));
        const findings = [
            ...generalFindings(statement),
            ...actions.flatMap((action) => actionFindings(action, ownRootOnly)),
            ...principals.flatMap((one) => principalFindings(one, statement, settings, RULES)),
        ];
        return labelStatement(statement.label, findings, suggestResource(statement, actions, settings));
    });
    return (await Promise.all(judged)).flat();
}
