import { judgeDocument } from "../iam";
import { Finding, worstVerdict } from "../pack/finding";
import { DocumentSubject, Subject } from "./subject";

/** What a finding says that a policy grants, from its message; the widest first. */
const GRANTS: readonly ((message: string) => string | undefined)[] = [
    (message) => /it grants (all actions of [^;]*)/.exec(message)?.[1],
    (message) => (message.includes("privilege escalation") ? onEverything(message) : undefined),
    (message) => (message.includes("(reads contents)") ? undefined : onEverything(message)),
    (message) => {
        const action = /: ([a-z0-9-]+:[A-Za-z0-9]+) \(reads contents\)/.exec(message)?.[1];
        return action && `contents on everything (${action})`;
    },
];

function onEverything(message: string): string | undefined {
    const action = /: ([a-z0-9-]+:[A-Za-z0-9]+) \([^)]*\) can be narrowed/.exec(message)?.[1];
    return action && `${action} on everything`;
}

/** What a refused policy grants, in a few words. */
function describeGrant(findings: readonly Finding[]): string {
    const refused = findings.filter(({ level }) => level === "refuse").map(({ message }) => message);
    for (const grant of GRANTS) {
        const found = refused.map(grant).find((text) => text !== undefined);
        if (found !== undefined) {
            return found;
        }
    }
    return "actions that no longer exist";
}

function isDocument(subject: Subject): subject is DocumentSubject & Subject {
    return subject.kind === "identity";
}

/**
 * The facts of AWS managed policies, as facts/managed-policies.json has them.
 *
 * @param subjects the policies' documents, by name.
 * @returns by name: `accept`, `advise`, or what a refused one grants.
 */
export async function managedPolicyFacts(subjects: readonly Subject[]): Promise<Record<string, string>> {
    const facts = subjects.filter(isDocument).map(async ({ id, policy }): Promise<[string, string]> => {
        const findings = await judgeDocument(policy, "identity", { accounts: [], trusted: [] });
        const verdict = worstVerdict(findings);
        return [id, verdict === "refuse" ? describeGrant(findings) : verdict];
    });
    const entries = await Promise.all(facts);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
