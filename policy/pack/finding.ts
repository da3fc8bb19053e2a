/** How much a finding weighs: `advise` is reported and never stops a deployment; `refuse` is a violation. */
export type Level = "advise" | "refuse";

/** The verdict on a document, a name or a resource: the worst of its findings. */
export type Verdict = "accept" | Level;

/** One thing that is not right. */
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

/** A finding that is only told. */
export function advise(message: string): Finding {
    return { level: "advise", message };
}

/** The worst of findings; `accept` where there are none. */
export function worst(findings: readonly Finding[]): Verdict {
    if (findings.some(({ level }) => level === "refuse")) {
        return "refuse";
    }
    return findings.length > 0 ? "advise" : "accept";
}

/** A finding's text with its fix, as a person reads it. */
export function findingText({ message, fix }: Finding): string {
    return fix === undefined ? message : `${message}; this would pass: ${fix}`;
}

/** Findings with what they are about before their message. */
export function about(what: string, findings: readonly Finding[]): Finding[] {
    return findings.map((finding) => ({ ...finding, message: `${what}: ${finding.message}` }));
}

/** Findings of a statement: its label before each message, and the form that would pass with those that are refused. */
export function ofStatement(label: string, findings: readonly Finding[], fix: string | undefined): Finding[] {
    return findings.map((finding) => ({
        ...finding,
        message: `${label}: ${finding.message}`,
        ...(finding.level === "refuse" && fix !== undefined && { fix }),
    }));
}
