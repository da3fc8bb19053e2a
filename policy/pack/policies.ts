import {
    EnforcementLevel,
    Policies,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationPolicy,
} from "@pulumi/policy";
import { EXCEPTIONS_SCHEMA, Exception, Exceptions, exceptionText } from "./exceptions";
import { findingText } from "./finding";
import { EvaluatedResource, Props, Rule, RuleConfig, StackFinding, StackRule, isFor } from "./rule";
import { evaluateRule, evaluateStackRule } from "./unknown";

/** The policies that are no rules: what they report is found by the rules. */
export const REPORTS: readonly { name: string; level: EnforcementLevel; accepts: string }[] = [
    {
        name: "unknown-at-preview",
        level: "mandatory",
        accepts: "resources of which each value that a rule needs is known at the preview",
    },
    {
        name: "advice",
        level: "advisory",
        accepts: "resources on which no rule has advice; it never stops a deployment",
    },
    { name: "exceptions", level: "advisory", accepts: "holds the exceptions; reports nothing by itself" },
    {
        name: "exceptions-in-use",
        level: "advisory",
        accepts: "exceptions that are used, not expired, and for a rule that exists",
    },
];

/** Stands for the stack as a whole, where else a URN stands. */
const STACK = "";

/** What the rules have to say of one resource beside their violations. */
interface Remarks {
    readonly unknown: string[];
    readonly advice: string[];
}

/** A run of the pack: the engine asks policy after policy for one resource, and the last ones report what others have found. */
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
        name: "exceptions",
        description: "Except a violation by an entry with rule, URN pattern, reason, owner and last day.",
        enforcementLevel: "advisory",
        configSchema: EXCEPTIONS_SCHEMA,
        validateResource: (args) => {
            if (!taken) {
                taken = true;
                const { entries } = args.getConfig<{ entries?: readonly Exception[] }>();
                run.exceptions = new Exceptions(entries ?? []);
            }
        },
    };
}

/** Runs last of those for a resource: reports what the rules have left for it. */
function remarksPolicy(
    name: keyof typeof REMARKS,
    enforcementLevel: EnforcementLevel,
    run: Run,
): ResourceValidationPolicy {
    const { kind, description } = REMARKS[name];
    return {
        name,
        description,
        enforcementLevel,
        validateResource: (args, reportViolation) => {
            const texts = run.of(args.urn)[kind].splice(0);
            for (const text of texts) {
                const exception = kind === "unknown" ? run.exceptions.find(name, args.urn) : undefined;
                if (exception) {
                    run.of(args.urn).advice.push(exceptionText(exception, text));
                } else {
                    reportViolation(text);
                }
            }
        },
    };
}

const REMARKS = {
    "unknown-at-preview": {
        kind: "unknown",
        description: "Make each value that a rule needs known at the preview: an unknown one is not a pass.",
    },
    advice: { kind: "advice", description: "What could be better; never stops a deployment." },
} as const;

/** Runs last of all: reports advice of stack rules, and exceptions that are expired, unused or of no rule. */
function exceptionsInUse(names: readonly string[], run: Run): StackValidationPolicy {
    return {
        name: "exceptions-in-use",
        description: "Remove exceptions that are expired or not used.",
        enforcementLevel: "advisory",
        validateStack: (_, reportViolation) => {
            for (const text of [...run.of(STACK).advice.splice(0), ...run.exceptions.problems(names)]) {
                reportViolation(text);
            }
        },
    };
}

/**
 * Rules as policies of a pack. Violations are each rule's own; unknown values, advice and exceptions are told by policies
 * of their own, so that each has a level of its own.
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
        remarksPolicy("unknown-at-preview", "mandatory", run),
        remarksPolicy("advice", "advisory", run),
        ...stackRules.map((rule) => stackPolicy(rule, run)),
        exceptionsInUse(names, run),
    ];
}
