import { EvaluatedResource, Props } from "../pack/rule";
import { knownValues } from "./known-values";
import { StackSubject } from "./subject";

/** A resource as a preview or an export has it. */
interface ResourceState {
    readonly urn: string;
    readonly type: string;
    readonly custom?: boolean;
    readonly inputs?: Record<string, unknown>;
    readonly protect?: boolean;
    /** `URN::ID` of the provider. */
    readonly provider?: string;
    readonly delete?: boolean;
}

/** A step of `pulumi preview --json`. */
interface Step {
    readonly op: string;
    readonly urn: string;
    readonly oldState?: ResourceState;
    readonly newState?: ResourceState;
}

/** Builds what rules judge of resources, each with its provider. */
function stackOf(states: readonly { now: ResourceState; before?: ResourceState }[]): StackSubject {
    let hidesSecrets = false;
    const values = (state: ResourceState | undefined): Props | undefined => {
        const known = state?.inputs && knownValues(state.inputs);
        hidesSecrets ||= known?.hidesSecrets === true;
        return known?.props;
    };
    const providers = new Map(
        states
            .filter(({ now }) => now.type.startsWith("pulumi:providers:"))
            .map(({ now }) => [now.urn, values(now)]),
    );
    const resources = states
        .filter(({ now }) => now.custom !== false && !now.type.startsWith("pulumi:"))
        .map(({ now, before }): EvaluatedResource => {
            const provider = providers.get((now.provider ?? "").replace(/::[^:]*$/, ""));
            const deployed = values(before);
            return {
                type: now.type,
                urn: now.urn,
                props: values(now) ?? {},
                protect: now.protect ?? false,
                ...(provider && { provider }),
                ...(deployed && { deployed }),
            };
        });
    return { kind: "stack", resources, hidesSecrets };
}

/**
 * Reads `pulumi preview --json`.
 *
 * @param steps its steps; those that delete are left out.
 */
export function readPreview(steps: readonly Step[]): StackSubject {
    const byUrn = new Map<string, { now: ResourceState; before?: ResourceState }>();
    for (const { op, urn, oldState, newState } of steps) {
        if (newState && !op.startsWith("delete")) {
            byUrn.set(urn, { now: newState, ...(oldState && { before: oldState }) });
        }
    }
    return stackOf([...byUrn.values()]);
}

/**
 * Reads `pulumi stack export`.
 *
 * @param resources of its deployment; those that wait for their deletion are left out.
 */
export function readExport(resources: readonly ResourceState[]): StackSubject {
    return stackOf(resources.filter((state) => state.delete !== true).map((now) => ({ now })));
}
