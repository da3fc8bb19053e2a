import { Clients } from "../cloud/clients";
import { CreateJournal } from "./create-journal";
import { defaultTags, joinedTags, splitTags, withAllTags } from "./default-tags";
import { InitFailure } from "./init-failure";
import { LOOK_UPS } from "./invokes";
import { keepIgnored } from "./ignore-changes";
import { Properties, ResourceType, changed } from "./resource-type";
import { CheckFailure, Difference, PropertyDifference, ServedProvider } from "./server";
import { inFormOf, outside, same, withinInputs } from "./shape";
import { RESOURCE_TYPES } from "./types";
import { UNSERVED } from "./unsupported";

/** A resource's type token, from its URN. */
export function typeToken(urn: string): string {
    return urn.split("::")[2]?.split("$").pop() ?? "";
}

function typeOf(urn: string): ResourceType {
    const token = typeToken(urn);
    const type = RESOURCE_TYPES[token];
    if (!type) {
        const why = UNSERVED.types[token];
        throw new Error(
            why
                ? `resource type ${token} is not served by the local provider: ${why}`
                : `resource type ${token} is not served by the local provider; it serves ${Object.keys(RESOURCE_TYPES).join(", ")}`,
        );
    }
    return type;
}

/** The engine's own additions to inputs are none of ours. */
function own(properties: Properties): Properties {
    return Object.fromEntries(Object.entries(properties).filter(([key]) => key !== "__defaults"));
}

/** Why an input is refused. */
function refusal(type: ResourceType, token: string, property: string): string {
    const readOnly = type.inputs[property.split(/[.[]/)[0] ?? ""]?.readOnly;
    return (
        UNSERVED.properties[`${token}.${property}`] ??
        (readOnly ? "give it by the resource of its own" : "it would be ignored, so it is refused")
    );
}

function difference(olds: unknown, news: unknown): PropertyDifference {
    return news === undefined ? "delete" : olds === undefined ? "add" : "update";
}

/** The `aws` provider of the local cloud. */
export class LocalAwsProvider implements ServedProvider {
    private tags: Record<string, string> = {};

    /**
     * @param clients clients of the local cloud, made at the first use.
     * @param journal creates that the engine has not recorded.
     */
    constructor(
        private readonly clients: () => Clients,
        private readonly journal: CreateJournal,
    ) {}

    configure(config: Properties): void {
        this.tags = defaultTags(config);
    }

    /** Refuses unknown types and every property that would be ignored. */
    check(urn: string, news: Properties): { inputs: Properties; failures: CheckFailure[] } {
        const token = typeToken(urn);
        const type = typeOf(urn);
        const shape = Object.fromEntries(
            Object.entries(type.inputs)
                .filter(([, input]) => !input.readOnly)
                .map(([key, input]) => [key, input.shape]),
        );
        const failures = outside(own(news), shape, "").map((path) => {
            const property = path.slice(1);
            const why = refusal(type, token, property);
            return { property, reason: `${token} has no property '${property}' on the local cloud; ${why}` };
        });
        return { inputs: news, failures };
    }

    diff(
        _id: string,
        urn: string,
        olds: Properties,
        news: Properties,
        ignored: readonly string[] = [],
    ): Difference {
        this.journal.end(urn);
        const type = typeOf(urn);
        const state = own(olds);
        const inputs = this.allTags(type, keepIgnored(state, own(news), ignored));
        const keys = changed(type, joinedTags(state), inputs);
        // Where only default tags differ, the resource's own ones do not.
        const named = keys.map((key) =>
            key === "tags" && same(state[key], news[key], true) ? "tagsAll" : key,
        );
        const after = { ...inputs, tags: news["tags"], tagsAll: inputs["tags"] } as Properties;
        const properties = new Map(named.map((key) => [key, difference(state[key], after[key])]));
        const replaces = keys.filter((key) => type.inputs[key]?.onChange === "replace");
        // Where the name stays, the old one must go first.
        const deleteBeforeReplace = type.unique !== undefined && !keys.includes(type.unique);
        return {
            changes: keys.length > 0,
            properties,
            replaces,
            deleteBeforeReplace: replaces.length > 0 && deleteBeforeReplace,
        };
    }

    async create(urn: string, news: Properties, preview = false): Promise<{ id: string; outs: Properties }> {
        const type = typeOf(urn);
        const given = own(news);
        const inputs = this.allTags(type, given);
        if (preview) {
            return { id: "", outs: this.split(type, inputs, given["tags"]) };
        }
        if (this.journal.begin(urn)) {
            await type.cleanUp(inputs, this.clients());
        }
        const surroundings = { defaultTags: this.tags };
        const make = () => type.create(inputs, this.clients(), surroundings);
        return this.made(type, {}, inputs, given["tags"], make);
    }

    /** Reads a resource: what its state should say, and what its inputs are now. */
    async read(id: string, urn: string, state: Properties, inputs?: Properties) {
        this.journal.end(urn);
        const type = typeOf(urn);
        const seen = await this.seen(type, id, joinedTags(own(state)));
        if (!seen) {
            return undefined;
        }
        const outs = this.split(type, seen, (inputs ?? state)["tags"]);
        const found = Object.entries(inputs ?? {}).map(([key, value]) => {
            const input = type.inputs[key];
            return [key, input && !input.ours ? withinInputs(value, outs[key], input.shape) : value] as const;
        });
        return {
            outs,
            inputs: Object.fromEntries(found.filter(([, value]) => value !== undefined)),
        };
    }

    async update(
        id: string,
        urn: string,
        olds: Properties,
        news: Properties,
        ignored: readonly string[] = [],
        preview = false,
    ): Promise<{ id: string; outs: Properties }> {
        const type = typeOf(urn);
        const given = keepIgnored(own(olds), own(news), ignored);
        const [state, inputs] = [joinedTags(own(olds)), this.allTags(type, given)];
        const differing = changed(type, state, inputs);
        const changes = new Set(differing.filter((key) => key !== "tags"));
        if (preview) {
            const unknown = type.unknownAfter?.(new Set(differing)) ?? [];
            const outs = Object.entries({ ...state, ...inputs }).filter(([key]) => !unknown.includes(key));
            return { id, outs: this.split(type, Object.fromEntries(outs), given["tags"]) };
        }
        return this.made(type, state, inputs, given["tags"], async () => ({
            id,
            outs: (await type.update?.(id, state, inputs, this.clients(), changes)) ?? {},
        }));
    }

    /** Inputs with the default tags, where the type has tags. */
    private allTags(type: ResourceType, inputs: Properties): Properties {
        return "tags" in type.inputs ? withAllTags(inputs, this.tags) : inputs;
    }

    /** A state's tags as the engine is to have them. */
    private split(type: ResourceType, state: Properties, given: unknown): Properties {
        return "tags" in type.inputs ? splitTags(state, given, this.tags) : state;
    }

    /** What a resource's state should say; undefined where it is gone. */
    private async seen(type: ResourceType, id: string, state: Properties): Promise<Properties | undefined> {
        const read = await type.read(id, state, this.clients());
        if (!read) {
            return undefined;
        }
        const tags = type.tagsOf && { tags: await type.tagsOf(id, { ...state, ...read }, this.clients()) };
        const whole = Object.entries({ ...state, ...read, ...tags }).map(([key, value]) => {
            const input = type.inputs[key];
            return [key, input ? inFormOf(state[key], value, input.shape) : value] as const;
        });
        return Object.fromEntries(whole.filter(([, value]) => value !== undefined));
    }

    /**
     * Creates or updates a resource, tags it, also where it does not work then, and reads it, as the official provider does:
     * what its state says is what AWS has.
     */
    private async made(
        type: ResourceType,
        olds: Properties,
        inputs: Properties,
        ownTags: unknown,
        make: () => Promise<{ id: string; outs: Properties }>,
    ): Promise<{ id: string; outs: Properties }> {
        let failure: InitFailure | undefined;
        const { id, outs } = await make().catch((error: unknown) => {
            if (!(error instanceof InitFailure)) {
                throw error;
            }
            failure = error;
            return error;
        });
        const known = Object.entries(olds).filter(([key]) => !(key in type.inputs));
        const whole = { ...Object.fromEntries(known), ...inputs, ...outs };
        await type.tag?.(id, olds, inputs, whole, this.clients());
        if (failure) {
            throw new InitFailure(failure.message, id, this.split(type, whole, ownTags));
        }
        const seen = await this.seen(type, id, whole);
        if (!seen) {
            throw new Error(`${id}: not found right after it was created or updated`);
        }
        return { id, outs: this.split(type, seen, ownTags) };
    }

    async delete(id: string, urn: string, state: Properties): Promise<void> {
        await typeOf(urn).delete(id, own(state), this.clients());
        this.journal.end(urn);
    }

    async invoke(token: string, inputs: Properties): Promise<Properties> {
        const lookUp = LOOK_UPS[token];
        if (!lookUp) {
            throw new Error(
                `look-up ${token} is not served by the local provider; it serves ${Object.keys(LOOK_UPS).join(", ")}`,
            );
        }
        return lookUp(inputs, this.clients());
    }
}
