import { setTimeout as sleep } from "node:timers/promises";
import { Clients } from "../cloud/clients";
import { Shape, same } from "./shape";

/** A resource's properties, as the engine sends them. */
export type Properties = Record<string, unknown>;

/** What is done with an input that differs, and how it is compared. */
export interface Input {
    readonly onChange: "update" | "replace";
    readonly shape: Shape;
    /** The calls that update it, as the official provider makes them; for the table of docs/provider.md. */
    readonly calls?: string;
    /** A setting of the provider's own: AWS does not have it, so it is not read. */
    readonly ours?: boolean;
    /** Read, and compared with what the program gives, but refused as an input: a resource of its own manages it. */
    readonly readOnly?: boolean;
}

/** What a creation knows besides its resource's inputs. */
export interface Surroundings {
    /** The provider's default tags. */
    readonly defaultTags: Readonly<Record<string, string>>;
}

/** A resource type that the local provider serves, by the calls that the official AWS provider makes for it. */
export interface ResourceType {
    /** Every input that is served. Any other one is refused, never ignored. */
    readonly inputs: { readonly [property: string]: Input };
    /** The official provider's source, below internal/service of hashicorp/terraform-provider-aws. */
    readonly source?: string;
    /** What a refresh reads besides the inputs, and what releases do differently; for the table of docs/provider.md. */
    readonly notes?: string;
    /** The input that names the resource where there can be one of a name: replaced by delete, then create. */
    readonly unique?: string;
    /** Creates it. @returns its id and what is known of it besides its inputs. */
    create(
        inputs: Properties,
        clients: Clients,
        surroundings: Surroundings,
    ): Promise<{ id: string; outs: Properties }>;
    /**
     * Reads it, as the official provider's Read: after each creation and update, and at a refresh.
     *
     * @param state its inputs and what is known of it.
     * @returns every property that AWS has of it; one that is undefined is not set. What is missing stays as the state has it.
     * undefined where the resource is gone.
     */
    read(id: string, state: Properties, clients: Clients): Promise<Properties | undefined>;
    /**
     * Updates it in place.
     *
     * @param olds its state.
     * @param changes the inputs that differ, without `tags`; not called where there are none.
     * @returns what is known of it besides what is read.
     */
    update?(
        id: string,
        olds: Properties,
        news: Properties,
        clients: Clients,
        changes: ReadonlySet<string>,
    ): Promise<Properties>;
    /** What a preview cannot know of it where the given inputs differ, tags among them. */
    unknownAfter?(changes: ReadonlySet<string>): readonly string[];
    /** Makes its tags what its inputs say, after it was created or updated. Where it is missing, `create` and `update` do it. */
    tag?(id: string, olds: Properties, news: Properties, outs: Properties, clients: Clients): Promise<void>;
    /** Reads its tags, without those of AWS; where it is missing, `read` does it. */
    tagsOf?(id: string, state: Properties, clients: Clients): Promise<Record<string, string>>;
    /** Deletes it; one that is already gone is not an error. */
    delete(id: string, state: Properties, clients: Clients): Promise<void>;
    /** Deletes what a create that was cut off may have left, found by its inputs alone. */
    cleanUp(inputs: Properties, clients: Clients): Promise<void>;
}

/** An input whose change replaces the resource. */
export function replaces(shape: Shape = true): Input {
    return { onChange: "replace", shape };
}

/** An input whose change updates the resource in place, by the named calls. */
export function updates(shape: Shape = true, calls?: string): Input {
    return { onChange: "update", shape, ...(calls !== undefined && { calls }) };
}

/** A setting of the provider's own, such as what a deletion does: no call, and AWS does not have it. */
export function ours(shape: Shape = true): Input {
    return { onChange: "update", shape, ours: true };
}

/** The inputs of a type that differ between its state and its new inputs. */
export function changed(type: ResourceType, olds: Properties, news: Properties): string[] {
    return Object.entries(type.inputs)
        .filter(([key, { shape }]) => !same(olds[key], news[key], shape))
        .map(([key]) => key);
}

/** A text property. @throws Error where it is none. */
export function text(properties: Properties, key: string): string {
    const value = properties[key];
    if (typeof value !== "string") {
        throw new Error(`property '${key}' must be text; it is ${JSON.stringify(value)}`);
    }
    return value;
}

/** A nested property; empty where it is missing. */
export function nested(properties: Properties, key: string): Properties {
    return (properties[key] ?? {}) as Properties;
}

/** A list property; empty where it is missing. */
export function list(properties: Properties, key: string): Properties[] {
    return (properties[key] ?? []) as Properties[];
}

/**
 * Runs a call that may find the resource gone.
 *
 * @param call the call.
 * @param names error names that mean "gone".
 * @returns its answer, or undefined where the resource is gone.
 */
export async function unlessGone<T>(call: Promise<T>, ...names: string[]): Promise<T | undefined> {
    try {
        return await call;
    } catch (error) {
        if (names.includes((error as Error).name)) {
            return undefined;
        }
        throw error;
    }
}

/** Waits until a look gives something other than undefined. @throws Error after the limit. */
export async function until<T>(
    what: string,
    limitMillis: number,
    look: () => Promise<T | undefined>,
    intervalMillis = 100,
): Promise<T> {
    const end = Date.now() + limitMillis;
    for (;;) {
        const seen = await look();
        if (seen !== undefined) {
            return seen;
        }
        if (Date.now() > end) {
            throw new Error(`${what}: not so after ${limitMillis / 1000} s`);
        }
        await sleep(intervalMillis);
    }
}
