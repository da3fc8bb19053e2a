import { Properties } from "./resource-type";

type Tags = Readonly<Record<string, string>>;

/** The tags that a provider puts on every taggable resource: its `defaultTags`. */
export function defaultTags(config: Properties): Record<string, string> {
    const { tags } = (config["defaultTags"] ?? {}) as { tags?: Record<string, string> };
    return tags ?? {};
}

/** A resource's inputs with all its tags: the default ones, and its own before them. */
export function withAllTags(inputs: Properties, defaults: Tags): Properties {
    return { ...inputs, tags: { ...defaults, ...((inputs["tags"] ?? {}) as Tags) } };
}

/** A resource's state with all the tags that it has as `tags`, where the state splits them. */
export function joinedTags({ tagsAll, ...state }: Properties): Properties {
    return tagsAll === undefined ? state : { ...state, tags: tagsAll };
}

/**
 * A resource's state with its tags as the official provider's Read stores them: `tagsAll` has all of them, and `tags` those that
 * are not a default tag with the default's value, unless the program gives it (terraform-provider-aws, internal/tags,
 * `RemoveDefaultConfig` and `ResolveDuplicates`).
 *
 * @param state with all tags as `tags`.
 * @param given the tags that the program gives, or that the state had as its own.
 */
export function splitTags(state: Properties, given: unknown, defaults: Tags): Properties {
    const all = (state["tags"] ?? {}) as Tags;
    const own = Object.entries(all).filter(
        ([key, value]) => defaults[key] !== value || key in ((given ?? {}) as Tags),
    );
    const tags = own.length > 0 ? Object.fromEntries(own) : undefined;
    return { ...state, tags, tagsAll: { ...all } };
}
