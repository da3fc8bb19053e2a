/**
 * Severity of a finding: `note` is shown with others and does not count, `advise` is reported and never stops a deployment, `refuse` is
 * a violation.
 */
type Level = "note" | "advise" | "refuse";

/** The verdict on a document, a name or a resource: the worst of its findings. */
export type Verdict = "accept" | "advise" | "refuse";

/** One thing that is not right, or worth knowing. */
export interface Finding {
    readonly level: Level;
    /** One line: where, what, why, and what would be right. */
    readonly message: string;
    /** The narrowest form that would pass, as JSON ready to paste. */
    readonly fix?: string;
}

/** A finding that stops a deployment. */
export function refuse(message: string, fix?: string): Finding {
    return { level: "refuse", message, ...(fix !== undefined && { fix }) };
}

/** A finding that never stops a deployment. */
export function advise(message: string): Finding {
    return { level: "advise", message };
}

/** Something worth knowing that is not wrong. */
export function note(message: string): Finding {
    return { level: "note", message };
}

/** The worst of findings; `accept` where none counts. */
export function worstVerdict(findings: readonly Finding[]): Verdict {
    const levels = findings.map(({ level }) => level);
    return levels.includes("refuse") ? "refuse" : levels.includes("advise") ? "advise" : "accept";
}

/** A finding's text with its fix, as a person reads it. */
export function findingText({ message, fix }: Finding): string {
    return fix === undefined ? message : `${message}; this would pass: ${fix}`;
}

/** Findings with what they are about before their message. */
export function labelFindings(what: string, findings: readonly Finding[]): Finding[] {
    return findings.map((finding) => ({ ...finding, message: `${what}: ${finding.message}` }));
}

/** Findings of a statement: its label before each message, and the form that would pass with those that are refused. */
export function labelStatement(
    label: string,
    findings: readonly Finding[],
    fix: string | undefined,
): Finding[] {
    return findings.map((finding) => ({
        ...finding,
        message: `${label}: ${finding.message}`,
        ...(finding.level === "refuse" && fix !== undefined && { fix }),
    }));
}
