/**
 * Which of two releases of the official AWS provider the local one behaves like, where releases differ.
 *
 * - `earlier`: `UpdateApplication` carries `RunConfigurationUpdate` only if `runConfiguration` itself changed and the
 *   application is RUNNING (terraform-provider-aws 5.46); a view is updated as a table is.
 * - `later`: a RUNNING application gets `RunConfigurationUpdate` with each update; a view is updated with
 *   `Force` and `ViewUpdateAction`, which AWS refuses for a view without `viewDefinition`.
 */
export type ProviderBehavior = "earlier" | "later";

/** The environment variable that selects it; tests set it. */
const VARIABLE = "CC_PIPELINE_AWS_PROVIDER_BEHAVIOR";

/**
 * The behavior to follow.
 *
 * @returns `earlier`, the stricter of the two, unless the environment says `later`.
 * @throws Error where the environment says anything else.
 */
export function providerBehavior(env: NodeJS.ProcessEnv = process.env): ProviderBehavior {
    const value = env[VARIABLE] ?? "earlier";
    if (value !== "earlier" && value !== "later") {
        throw new Error(`${VARIABLE}: '${value}' is not 'earlier' or 'later'`);
    }
    return value;
}
