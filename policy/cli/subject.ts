import { DocumentKind, IamSettings, judgeDocument } from "../iam";
import { Exceptions, exceptionText } from "../pack/exceptions";
import { Finding, Verdict, advise, refuse, worstVerdict } from "../pack/finding";
import { EvaluatedResource, Rule, RuleConfig, StackFinding, StackRule } from "../pack/rule";
import { evaluateRule, evaluateStackRule } from "../pack/unknown";
import { namingFindings } from "../rules/bucket-naming";

/** A finding with the rule that has it. */
interface RuleFinding extends Finding {
    readonly rule: string;
}

/** What the rules found on one document, name or resource. */
export interface Evaluation {
    readonly id: string;
    readonly file: string;
    /** Line of the file, from 1, where it is one. */
    readonly line?: number;
    readonly verdict: Verdict;
    readonly findings: readonly RuleFinding[];
}

/** The rules to apply, with their configuration. */
export interface EvaluationContext {
    readonly rules: readonly Rule[];
    readonly stackRules: readonly StackRule[];
    readonly settings: IamSettings;
    /** By rule. */
    readonly config: Readonly<Record<string, RuleConfig>>;
    readonly exceptions: Exceptions;
    /** The level that the configuration sets for a rule. */
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
    readonly resources: readonly EvaluatedResource[];
    /** Whether values were secrets that the input does not show: they are taken for unknown. */
    readonly hidesSecrets: boolean;
}

/** What a file holds, each item with its place. */
export type Subject = (DocumentSubject | NameSubject | StackSubject) & {
    readonly file: string;
    readonly line?: number;
};

/** Turns the violations of an advisory rule into advice, and drops the findings of a disabled one. */
function applyLevels(all: readonly RuleFinding[], { levelOf }: EvaluationContext): RuleFinding[] {
    return all
        .filter(({ rule }) => levelOf(rule) !== "disabled")
        .map((finding) =>
            finding.level === "refuse" && levelOf(finding.rule) === "advisory"
                ? { ...finding, level: "advise" }
                : finding,
        );
}

function toEvaluation(
    id: string,
    { file, line }: Subject,
    all: readonly RuleFinding[],
    context: EvaluationContext,
): Evaluation {
    const findings = applyLevels(all, context);
    return { id, file, ...(line !== undefined && { line }), verdict: worstVerdict(findings), findings };
}

function withRule(rule: string, findings: readonly Finding[]): RuleFinding[] {
    return findings.map((finding) => ({ rule, ...finding }));
}

/** Turns the violations that an exception covers into advice. */
function applyExceptions(
    urn: string,
    findings: readonly RuleFinding[],
    exceptions: Exceptions,
): RuleFinding[] {
    return findings.map((finding) => {
        const entry = finding.level === "refuse" ? exceptions.find(finding.rule, urn) : undefined;
        return entry ? { rule: finding.rule, ...advise(exceptionText(entry, finding.message)) } : finding;
    });
}

async function evaluateResource(
    resource: EvaluatedResource,
    { rules, config }: EvaluationContext,
    hidesSecrets: boolean,
): Promise<RuleFinding[]> {
    const hint = hidesSecrets
        ? "; it may be a secret that the file does not show: preview with --show-secrets"
        : "";
    const judged = rules.map(async (rule) => {
        const { findings, unknown } = await evaluateRule(rule, resource, config[rule.name] ?? {});
        return [
            ...withRule(rule.name, findings),
            ...(unknown === undefined ? [] : withRule("unknown-at-preview", [refuse(unknown + hint)])),
        ];
    });
    return (await Promise.all(judged)).flat();
}

async function evaluateStack(
    subject: StackSubject & Subject,
    context: EvaluationContext,
): Promise<Evaluation[]> {
    const { resources, hidesSecrets } = subject;
    const found = context.stackRules.map((rule) =>
        stackFindings(rule, resources, context.config[rule.name] ?? {}),
    );
    const ofStack = (await Promise.all(found)).flat();
    const judged = resources.map(async (resource) => {
        const own = await evaluateResource(resource, context, hidesSecrets);
        const more = ofStack.filter(({ urn }) => urn === resource.urn);
        return toEvaluation(
            resource.urn,
            subject,
            applyExceptions(resource.urn, [...own, ...more], context.exceptions),
            context,
        );
    });
    const general = applyExceptions(
        "",
        ofStack.filter(({ urn }) => urn === undefined),
        context.exceptions,
    );
    return [
        ...(await Promise.all(judged)),
        ...(general.length > 0 ? [toEvaluation(subject.file, subject, general, context)] : []),
    ];
}

/** Findings of a stack rule; an unknown value that it needs is a finding of the stack as a whole. */
async function stackFindings(
    rule: StackRule,
    resources: readonly EvaluatedResource[],
    config: RuleConfig,
): Promise<(RuleFinding & StackFinding)[]> {
    const { findings, unknown } = await evaluateStackRule(rule, resources, config);
    return [
        ...findings.map((finding) => ({ rule: rule.name, ...finding })),
        ...(unknown === undefined ? [] : withRule("unknown-at-preview", [refuse(unknown)])),
    ];
}

/**
 * Evaluates one item of a file.
 *
 * @param subject a document, a name, or a stack.
 * @param context the rules and their configuration.
 * @returns one evaluation for a document or a name, one per resource of a stack.
 */
export async function evaluate(subject: Subject, context: EvaluationContext): Promise<Evaluation[]> {
    switch (subject.kind) {
        case "stack":
            return evaluateStack(subject, context);
        case "bucket-name":
            return [
                toEvaluation(
                    subject.id,
                    subject,
                    withRule("bucket-naming", namingFindings(subject.name)),
                    context,
                ),
            ];
        default: {
            const findings = await judgeDocument(subject.policy, subject.kind, context.settings);
            return [toEvaluation(subject.id, subject, withRule("iam-least-privilege", findings), context)];
        }
    }
}
