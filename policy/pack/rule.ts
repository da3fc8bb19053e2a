import { PolicyConfigSchema } from "@pulumi/policy";
import { Finding } from "./finding";

/** A rule's configuration for a stack. */
export type RuleConfig = Readonly<Record<string, unknown>>;

/** Inputs of a resource. Reading an unknown one throws UnknownValueError. */
export type Props = Readonly<Record<string, unknown>>;

/** A resource that rules evaluate. */
export interface EvaluatedResource {
    /** Type token, such as `aws:kinesis/stream:Stream`. */
    readonly type: string;
    /** Its URN; of a Terraform resource, its address. */
    readonly urn: string;
    readonly props: Props;
    /** Whether its deletion is refused; undefined where the input does not contain it. */
    readonly protect?: boolean;
    /** Inputs of the provider that it is deployed with. */
    readonly provider?: Props;
    /** The inputs that it was deployed with, where it is an update and these are known. */
    readonly deployed?: Props;
}

/** What every rule has: from this, its page in docs/policies/ is generated. */
interface Described {
    /** The id of the rule, also the name of its file. */
    readonly name: string;
    /** What to do, as an imperative sentence. */
    readonly description: string;
    /** What goes wrong without it. */
    readonly why: string;
    /** What complies, in a few words. */
    readonly accepts: string;
    /** JSON schema of its configuration; each property has a description. */
    readonly configSchema?: PolicyConfigSchema;
}

/** A rule that judges one resource at a time. */
export interface Rule extends Described {
    /** Type tokens of the resources that it judges; `every` for all. */
    readonly types: readonly string[] | "every";
    /** @returns what is not right; nothing where the resource complies. */
    judge(resource: EvaluatedResource, config: RuleConfig): Promise<Finding[]> | Finding[];
    /** What the level `remediate` corrects. */
    readonly remediates?: string;
    /** @returns the corrected inputs, where that cannot change what the resource does; nothing where all is right. */
    remediate?(resource: EvaluatedResource, config: RuleConfig): Record<string, unknown> | undefined;
}

/** A finding of a stack, with the URN of the resource where it is one's. */
export type StackFinding = Finding & { readonly urn?: string };

/** A rule that judges the resources of a stack together. */
export interface StackRule extends Described {
    /** @returns what is not right. */
    judgeStack(resources: readonly EvaluatedResource[], config: RuleConfig): StackFinding[];
}

/** Whether a rule judges resources of a type. */
export function isFor({ types }: Rule, type: string): boolean {
    return types === "every" || types.includes(type);
}
