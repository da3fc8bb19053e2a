import { Properties } from "./resource-type";

/** The tags that a provider puts on every taggable resource: its `defaultTags`. */
export function defaultTags(config: Properties): Record<string, string> {
    const { tags } = (config["defaultTags"] ?? {}) as { tags?: Record<string, string> };
    return tags ?? {};
}

/**
 * A resource's inputs with the default tags, as the AWS provider merges them: a resource's own tag of the same key goes before.
 *
 * @param inputs the resource's.
 * @param tags the default ones.
 */
export function tagged(inputs: Properties, tags: Record<string, string>): Properties {
    const own = (inputs["tags"] ?? {}) as Record<string, string>;
    return { ...inputs, tags: { ...tags, ...own } };
}
