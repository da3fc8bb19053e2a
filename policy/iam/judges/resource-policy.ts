import { expandPattern, isRetired } from "../data/action-data";
import { IamStatement } from "../model/document";
import { Finding, advise, labelStatement } from "../../pack/finding";
import { actionFindings, formFindings } from "./statement-findings";
import { PrincipalRules, principalFindings } from "./principal-findings";
import { isOwnRoot, pinsPrincipal, pinsSource } from "../model/principals";
import { suggestResource } from "../suggest/trust";
import { IamSettings } from "../settings";

const RULES: PrincipalRules = {
    pins: pinsPrincipal,
    everyone:
        "it allows everyone (Principal *) without a condition that pins an account, an organisation, a VPC " +
        "endpoint or a source ARN; name the intended principals, or add such a condition",
    foreign: (who, { conditions }) =>
        conditions.length > 0
            ? []
            : [
                  advise(
                      `${who} belongs to a foreign account, without a condition; if you trust it, add the account to the ` +
                          "setting 'trusted'",
                  ),
              ],
    service: (host, statement) =>
        pinsSource(statement)
            ? []
            : [
                  advise(
                      `${host} may be made to act for another account's resource; add a condition on aws:SourceAccount or ` +
                          "aws:SourceArn",
                  ),
              ],
};

/** AWS's own default policies still name actions that it has retired: a mistake that grants nothing. */
function retiredFinding(pattern: string): Finding | undefined {
    return isRetired(pattern) ? advise(`${pattern}: AWS has retired this action; remove it`) : undefined;
}

/**
 * Judges the statements of a resource's own policy: of a bucket, a queue, a topic, a key and so on. There,
 * `Resource: "*"` is the resource itself.
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
        // The root of an account is the account itself: it may have all of a service.
        const ownRootOnly = principals.length > 0 && principals.every((one) => isOwnRoot(one, settings));
        const actions = await Promise.all(statement.actions.map(expandPattern));
        const findings = [
            ...formFindings(statement),
            ...actions.flatMap((action) =>
                actionFindings(action, { mayBeWide: ownRootOnly, missing: retiredFinding }),
            ),
            ...principals.flatMap((one) => principalFindings(one, statement, settings, RULES)),
        ];
        return labelStatement(statement.label, findings, suggestResource(statement, actions, settings));
    });
    return (await Promise.all(judged)).flat();
}
