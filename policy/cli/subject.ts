import { judgeDocument } from "../iam/judge";
import { DocumentKind, IamSettings } from "../iam/settings";
import { Exceptions, exceptedText } from "../pack/exceptions";
import { Finding, Verdict, advise, refuse, worst } from "../pack/finding";
import { Judged, Rule, RuleConfig, StackFinding, StackRule } from "../pack/rule";
import { outcomeOf, stackOutcomeOf } from "../pack/unknown";
import { namingFindings } from "../rules/bucket-naming";

/** A finding with the rule that has it. */
export interface RuleFinding extends Finding {
    readonly rule: string;
}

/** What was judged, and how. */
export interface Judgement {
    readonly id: string;
    readonly file: string;
    /** Line of the file, from 1, where it is one. */
    readonly line?: number;
    readonly verdict: Verdict;
    readonly findings: readonly RuleFinding[];
}

/** How to judge. */
export interface Judging {
    readonly rules: readonly Rule[];
    readonly stackRules: readonly StackRule[];
    readonly settings: IamSettings;
    /** By rule. */
    readonly config: Readonly<Record<string, RuleConfig>>;
    readonly exceptions: Exceptions;
    /** The level that a rule is set to, where it is. */
    levelOf(rule: string): string | undefined;
}

/** A policy document by itself. */
export interface DocumentSubject {
    readonly id: string;
    readonly kind: DocumentKind;
    readonly policy: unknown;
}

/** A bucket name by itself. */
export interface NameSubject {
    readonly id: string;
    readonly kind: "bucket-name";
    readonly name: string;
}

/** Resources that belong together. */
export interface StackSubject {
    readonly kind: "stack";
    readonly resources: readonly Judged[];
    /** Whether values were secrets that the input does not show: they are taken for unknown. */
    readonly hidesSecrets: boolean;
}

/** What a file holds, each thing with where it stands. */
export type Subject = (DocumentSubject | NameSubject | StackSubject) & {
    readonly file: string;
    readonly line?: number;
};

/** Findings of rules that the configuration does not let stop anything are advice, or nothing. */
function leveled(all: readonly RuleFinding[], { levelOf }: Judging): RuleFinding[] {
    return all
        .filter(({ rule }) => levelOf(rule) !== "disabled")
        .map((finding) =>
            finding.level === "refuse" && levelOf(finding.rule) === "advisory"
                ? { ...finding, level: "advise" }
                : finding,
        );
}

function judgement(
    id: string,
    { file, line }: Subject,
    all: readonly RuleFinding[],
    judging: Judging,
): Judgement {
    const findings = leveled(all, judging);
    return { id, file, ...(line !== undefined && { line }), verdict: worst(findings), findings };
}

function withRule(rule: string, findings: readonly Finding[]): RuleFinding[] {
    return findings.map((finding) => ({ rule, ...finding }));
}

/** Findings of a resource, less what is excepted, which is told as advice. */
function excepted(urn: string, findings: readonly RuleFinding[], exceptions: Exceptions): RuleFinding[] {
    return findings.map((finding) => {
        const entry = finding.level === "refuse" ? exceptions.find(finding.rule, urn) : undefined;
        return entry ? { rule: finding.rule, ...advise(exceptedText(entry, finding.message)) } : finding;
    });
}

async function resourceFindings(
    resource: Judged,
    { rules, config }: Judging,
    hidesSecrets: boolean,
): Promise<RuleFinding[]> {
    const hint = hidesSecrets
        ? "; it may be a secret that the file does not show: preview with --show-secrets"
        : "";
    const judged = rules.map(async (rule) => {
        const { findings, unknown } = await outcomeOf(rule, resource, config[rule.name] ?? {});
        return [
            ...withRule(rule.name, findings),
            ...(unknown === undefined ? [] : withRule("unknown-at-preview", [refuse(unknown + hint)])),
        ];
    });
    return (await Promise.all(judged)).flat();
}

async function stackJudgements(subject: StackSubject & Subject, judging: Judging): Promise<Judgement[]> {
    const { resources, hidesSecrets } = subject;
    const found = judging.stackRules.map((rule) =>
        stackFindings(rule, resources, judging.config[rule.name] ?? {}),
    );
    const ofStack = (await Promise.all(found)).flat();
    const judged = resources.map(async (resource) => {
        const own = await resourceFindings(resource, judging, hidesSecrets);
        const more = ofStack.filter(({ urn }) => urn === resource.urn);
        return judgement(
            resource.urn,
            subject,
            excepted(resource.urn, [...own, ...more], judging.exceptions),
            judging,
        );
    });
    const general = excepted(
        "",
        ofStack.filter(({ urn }) => urn === undefined),
        judging.exceptions,
    );
    return [
        ...(await Promise.all(judged)),
        ...(general.length > 0 ? [judgement(subject.file, subject, general, judging)] : []),
    ];
}

/** A stack rule needs values of many resources; where one is not known, that is a finding of the stack. */
async function stackFindings(
    rule: StackRule,
    resources: readonly Judged[],
    config: RuleConfig,
): Promise<(RuleFinding & StackFinding)[]> {
    const { findings, unknown } = await stackOutcomeOf(rule, resources, config);
    return [
        ...findings.map((finding) => ({ rule: rule.name, ...finding })),
        ...(unknown === undefined ? [] : withRule("unknown-at-preview", [refuse(unknown)])),
    ];
}

/**
 * Judges one thing of a file.
 *
 * @param subject a document, a name, or a stack.
 * @param judging how.
 * @returns one judgement for a document or a name, one for each resource of a stack.
 */
export async function judge(subject: Subject, judging: Judging): Promise<Judgement[]> {
    switch (subject.kind) {
        case "stack":
            return stackJudgements(subject, judging);
        case "bucket-name":
            return [
                judgement(
                    subject.id,
                    subject,
                    withRule("bucket-naming", namingFindings(subject.name)),
                    judging,
                ),
            ];
        default: {
            const findings = await judgeDocument(subject.policy, subject.kind, judging.settings);
            return [judgement(subject.id, subject, withRule("iam-least-privilege", findings), judging)];
        }
    }
}
