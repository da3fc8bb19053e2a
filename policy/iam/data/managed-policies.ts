import { asOf, policies } from "../../facts/managed-policies.json";
import { Finding, advise, refuse } from "../../pack/finding";

/** The ARN of an AWS managed policy; its path is not part of the name. */
const AWS_MANAGED = /^arn:[^:]*:iam::aws:policy\/(?:[^/]+\/)*([^/]+)$/;

const FACTS: Readonly<Record<string, string>> = policies;

/** Names that show how wide a policy is, also of those that are not in the fact file. */
const WIDE_NAME = /(FullAccess|^AdministratorAccess.*|^PowerUserAccess|^IAMFullAccess)$/;

function boundaryFindings(name: string): Finding[] {
    return /^AdministratorAccess/.test(name)
        ? [
              advise(
                  `${name} as a permissions boundary limits nothing; name a policy with the most that may ever be allowed`,
              ),
          ]
        : [];
}

/**
 * Judges the attachment of a managed policy. A policy of one's own is judged where it is made.
 *
 * @param arn the policy's.
 * @param boundary whether it bounds permissions instead of granting them.
 */
export function managedPolicyFindings(arn: string, boundary: boolean): Finding[] {
    const name = AWS_MANAGED.exec(arn)?.[1];
    if (name === undefined) {
        return [];
    }
    if (boundary) {
        return boundaryFindings(name);
    }
    const why = FACTS[name];
    const own = "write a policy of your own with the actions that are needed";
    if (WIDE_NAME.test(name)) {
        return [refuse(`${name}: an AWS managed policy that grants all of a service or more; ${own}`)];
    }
    if (why === undefined) {
        return [
            advise(
                `${name}: an AWS managed policy that is not in the fact file of ${asOf}; review it, or ${own}`,
            ),
        ];
    }
    if (why === "accept") {
        return [];
    }
    return why === "advise"
        ? [advise(`${name}: an AWS managed policy that lists and describes more than is needed; ${own}`)]
        : [refuse(`${name}: an AWS managed policy that grants ${why}; ${own}`)];
}
