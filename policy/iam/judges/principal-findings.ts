import { IamStatement } from "../model/document";
import { Finding, advise, refuse } from "../../pack/finding";
import { PrincipalKind, principalsPinnedBy, classifyPrincipal } from "../model/principals";
import { IamSettings } from "../settings";

/** @param who the principal without its type. */
type PrincipalRule = (who: string, statement: IamStatement) => Finding[];

type Judged = Readonly<Partial<Record<Exclude<PrincipalKind, "open" | "unknown">, PrincipalRule>>>;

/** Findings on principals in one kind of policy, by the kind of principal; a kind without a function has none. */
export interface PrincipalRules extends Judged {
    /** Whether conditions pin an open principal. */
    readonly pins: (statement: IamStatement) => boolean;
    /** The message for an open one that they do not pin. */
    readonly everyone: string;
}

function openFindings(statement: IamStatement, settings: IamSettings, rules: PrincipalRules): Finding[] {
    const to = principalsPinnedBy(statement);
    if (to.length > 0) {
        return to.flatMap((principal) => principalFindings(principal, statement, settings, rules));
    }
    return rules.pins(statement) ? [] : [refuse(rules.everyone)];
}

/**
 * Judges one principal of a statement.
 *
 * @param principal as the document's reader gives it: `*`, or `TYPE:VALUE`.
 * @param rules of the kind of policy.
 */
export function principalFindings(
    principal: string,
    statement: IamStatement,
    settings: IamSettings,
    rules: PrincipalRules,
): Finding[] {
    const who = principal.slice(principal.indexOf(":") + 1);
    const is = classifyPrincipal(principal, settings);
    switch (is) {
        case "open":
            return principal === "*"
                ? openFindings(statement, settings, rules)
                : [refuse(`${principal}: a wildcard in a principal; name the intended principals`)];
        case "unknown":
            return [
                advise(
                    `${who}: the stack's own account is not known, so it may be a foreign one; set 'accounts'`,
                ),
            ];
        default:
            return rules[is]?.(who, statement) ?? [];
    }
}
