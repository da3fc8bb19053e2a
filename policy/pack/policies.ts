import {
    Policies,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationPolicy,
} from "@pulumi/policy";
import { Exception, Exceptions, exceptionText } from "./exceptions";
import { findingText } from "./finding";
import { EvaluatedResource, Props, Rule, RuleConfig, StackFinding, StackRule, isFor } from "./rule";
import { reportPolicy } from "./reports";
import { evaluateRule, evaluateStackRule } from "./unknown";

/** The key of remarks on the stack as a whole, in place of a URN. */
const STACK = "";

/** What the rules report on one resource, apart from violations. */
interface Remarks {
    readonly unknown: string[];
    readonly advice: string[];
}

/** A run of the pack: the engine calls policy after policy for one resource, and the last ones report what others found. */
class Run {
    exceptions = new Exceptions([]);
    private readonly remarks = new Map<string, Remarks>();

    of(urn: string): Remarks {
        let remarks = this.remarks.get(urn);
        if (!remarks) {
            remarks = { unknown: [], advice: [] };
            this.remarks.set(urn, remarks);
        }
        return remarks;
    }

    /**
     * Reports a finding of a rule: a violation at once, advice and exceptions with the other remarks.
     *
     * @param rule the rule's name.
     * @param finding with the URN that it is about; none where it is about the whole stack.
     * @param remarks where advice goes: those of the resource, or of the stack once resources were reported.
     */
    report(rule: string, finding: StackFinding, remarks: Remarks, reportViolation: ReportViolation): void {
        const violation = finding.level === "refuse";
        const text = findingText(finding);
        const exception = violation ? this.exceptions.find(rule, finding.urn ?? "") : undefined;
        if (exception) {
            remarks.advice.push(`${rule}: ${exceptionText(exception, text)}`);
        } else if (violation) {
            reportViolation(text, finding.urn);
        } else {
            remarks.advice.push(`${rule}: ${text}`);
        }
    }
}

function toEvaluatedResource(args: ResourceValidationArgs): EvaluatedResource {
    return {
        type: args.type,
        urn: args.urn,
        props: args.props,
        protect: args.opts.protect,
        ...(args.provider && { provider: args.provider.props as Props }),
    };
}

/** What `validateResourceOfType` sets: Pulumi then reads the inputs of that type's resources only. */
function ofType<T extends object>(validation: T, { types }: Rule): T {
    const [only, ...others] = types === "every" ? [] : types;
    return only !== undefined && others.length === 0
        ? Object.assign(validation, { __pulumiType: only })
        : validation;
}

function resourcePolicy(rule: Rule, run: Run): ResourceValidationPolicy {
    return {
        name: rule.name,
        description: rule.description,
        enforcementLevel: "mandatory",
        ...(rule.configSchema && { configSchema: rule.configSchema }),
        validateResource: ofType(async (args: ResourceValidationArgs, reportViolation: ReportViolation) => {
            if (!isFor(rule, args.type)) {
                return;
            }
            const { findings, unknown } = await evaluateRule(
                rule,
                toEvaluatedResource(args),
                args.getConfig<RuleConfig>(),
            );
            for (const finding of findings) {
                run.report(rule.name, { ...finding, urn: args.urn }, run.of(args.urn), reportViolation);
            }
            if (unknown !== undefined) {
                run.of(args.urn).unknown.push(unknown);
            }
        }, rule),
        ...(rule.remediate && {
            remediateResource: (args: ResourceValidationArgs) =>
                isFor(rule, args.type)
                    ? rule.remediate?.(toEvaluatedResource(args), args.getConfig<RuleConfig>())
                    : undefined,
        }),
    };
}

function stackPolicy(rule: StackRule, run: Run): StackValidationPolicy {
    return {
        name: rule.name,
        description: rule.description,
        enforcementLevel: "mandatory",
        ...(rule.configSchema && { configSchema: rule.configSchema }),
        validateStack: async (args, reportViolation) => {
            const resources = args.resources.map(({ type, urn, props, opts }) => ({
                type,
                urn,
                props: props as Props,
                protect: opts.protect,
            }));
            const { findings, unknown } = await evaluateStackRule(
                rule,
                resources,
                args.getConfig<RuleConfig>(),
            );
            for (const finding of findings) {
                run.report(rule.name, finding, run.of(STACK), reportViolation);
            }
            if (unknown !== undefined) {
                reportViolation(`unknown-at-preview: ${unknown}`);
            }
        },
    };
}

/** Runs first: takes the exceptions from the configuration before any rule needs them. */
function takeExceptions(run: Run): ResourceValidationPolicy {
    let taken = false;
    return {
        ...reportPolicy("exceptions"),
        validateResource: (args) => {
            if (!taken) {
                taken = true;
                const { entries } = args.getConfig<{ entries?: readonly Exception[] }>();
                run.exceptions = new Exceptions(entries ?? []);
            }
        },
    };
}

/** The remarks that each report takes. */
const REMARKS = { "unknown-at-preview": "unknown", advice: "advice" } as const;

/** Runs last of those for a resource: reports what the rules have left for it. */
function remarksPolicy(name: keyof typeof REMARKS, run: Run): ResourceValidationPolicy {
    const kind = REMARKS[name];
    return {
        ...reportPolicy(name),
        validateResource: (args, reportViolation) => {
            const lines = run.of(args.urn)[kind].splice(0);
            for (const line of lines) {
                const exception = kind === "unknown" ? run.exceptions.find(name, args.urn) : undefined;
                if (exception) {
                    run.of(args.urn).advice.push(exceptionText(exception, line));
                } else {
                    reportViolation(line);
                }
            }
        },
    };
}

/** Runs last of all: reports advice of stack rules, and exceptions that are expired, unused or of no rule. */
function exceptionsInUse(names: readonly string[], run: Run): StackValidationPolicy {
    return {
        ...reportPolicy("exceptions-in-use"),
        validateStack: (_, reportViolation) => {
            for (const text of [...run.of(STACK).advice.splice(0), ...run.exceptions.problems(names)]) {
                reportViolation(text);
            }
        },
    };
}

/**
 * Rules as policies of a pack. Violations are each rule's own; unknown values, advice and exceptions are reported by
 * policies of their own, so that the level of each can be configured.
 *
 * @param rules judge one resource at a time.
 * @param stackRules judge the stack.
 */
export function policiesOf(rules: readonly Rule[], stackRules: readonly StackRule[]): Policies {
    const run = new Run();
    const names = [...rules, ...stackRules].map(({ name }) => name).concat("unknown-at-preview");
    return [
        takeExceptions(run),
        ...rules.map((rule) => resourcePolicy(rule, run)),
        remarksPolicy("unknown-at-preview", run),
        remarksPolicy("advice", run),
        ...stackRules.map((rule) => stackPolicy(rule, run)),
        exceptionsInUse(names, run),
    ];
}
