import { isDeepStrictEqual } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import { Clients } from "../cloud/clients";

/** A resource's properties, as the engine sends them. */
export type Properties = Record<string, unknown>;

/** Which properties of an input are served: all of it (true), or the named ones. Lists are looked through. */
export type Shape = true | { readonly [property: string]: Shape };

/** An input property: what a change of it does, and which of its parts are served. */
export interface Input {
    readonly onChange: "update" | "replace";
    readonly shape: Shape;
}

/** A resource type that the local provider serves, by the calls that the AWS provider makes for it. */
export interface ResourceType {
    /** Every input that is served. Any other one is refused, never ignored. */
    readonly inputs: { readonly [property: string]: Input };
    /** The input that names the resource where there can be one of a name: replaced by delete, then create. */
    readonly unique?: string;
    /** Creates it. @returns its id and what is known of it beside its inputs. */
    create(inputs: Properties, clients: Clients): Promise<{ id: string; outs: Properties }>;
    /** Looks at it. @returns what its state should say, or undefined where it is gone. */
    read(id: string, state: Properties, clients: Clients): Promise<Properties | undefined>;
    /** Changes it in place. @returns what is known of it beside its inputs. */
    update?(id: string, olds: Properties, news: Properties, clients: Clients): Promise<Properties>;
    /** Makes its tags what its inputs say, after it was created or updated. Where it is missing, `create` and `update` do it. */
    tag?(id: string, olds: Properties, news: Properties, outs: Properties, clients: Clients): Promise<void>;
    /** Deletes it; one that is gone already is no error. */
    delete(id: string, state: Properties, clients: Clients): Promise<void>;
    /** Deletes what a create that was cut off may have left, found by its inputs alone. */
    cleanUp(inputs: Properties, clients: Clients): Promise<void>;
}

/** An input whose change replaces the resource. */
export function replaces(shape: Shape = true): Input {
    return { onChange: "replace", shape };
}

/** An input whose change updates the resource in place. */
export function updates(shape: Shape = true): Input {
    return { onChange: "update", shape };
}

/** Paths of all values that lie outside a shape. */
export function outside(value: unknown, shape: Shape, at: string): string[] {
    if (shape === true || value === undefined || value === null) {
        return [];
    }
    if (Array.isArray(value)) {
        return value.flatMap((item, i) => outside(item, shape, `${at}[${i}]`));
    }
    if (typeof value !== "object") {
        return [];
    }
    return Object.entries(value).flatMap(([key, item]) => {
        const part = shape[key];
        if (part !== undefined) {
            return outside(item, part, `${at}.${key}`);
        }
        return item === undefined || item === null ? [] : [`${at}.${key}`];
    });
}

/** A value without what says nothing: null and undefined members. */
function bare(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(bare);
    }
    if (value !== null && typeof value === "object") {
        const members = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
        return Object.fromEntries(members.map(([key, item]) => [key, bare(item)]));
    }
    return value ?? undefined;
}

/** The inputs of a type that differ between its state and its new inputs. */
export function changed(type: ResourceType, olds: Properties, news: Properties): string[] {
    return Object.keys(type.inputs).filter((key) => !isDeepStrictEqual(bare(olds[key]), bare(news[key])));
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
