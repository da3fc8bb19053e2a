import { Properties } from "./resource-type";

/** The keys of a property path, such as `tags.Name`, `tags["a.b"]` or `rules[0].id`. */
function keysOf(path: string): string[] {
    return [...path.matchAll(/\["([^"]*)"\]|\[([^\]]*)\]|([^.[\]]+)/g)].map(
        ([, quoted, index, name]) => quoted ?? index ?? name ?? "",
    );
}

function isContainer(value: unknown): value is Record<string, unknown> {
    return value !== null && typeof value === "object";
}

/** A value with one path as another value has it; `*` stands for every member. */
function withPath(value: unknown, from: unknown, [key, ...rest]: readonly string[]): unknown {
    if (key === undefined) {
        return from;
    }
    const source = isContainer(from) ? from : {};
    const members = isContainer(value) ? value : {};
    const names = key === "*" ? Object.keys({ ...source, ...members }) : [key];
    const kept = names.map((name) => [name, withPath(members[name], source[name], rest)] as const);
    const others = Object.entries(members).filter(([name]) => !names.includes(name));
    const all = [...others, ...kept].filter(([, item]) => item !== undefined);
    return Array.isArray(value)
        ? all.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item)
        : Object.fromEntries(all);
}

/**
 * New inputs with what `ignoreChanges` names as the state has it. The engine does that for inputs; a property that the program
 * never gave, and that was read, is left to the provider (pulumi/pulumi, proto/pulumi/provider.proto, DiffRequest).
 *
 * @param state what was read.
 * @param news the new inputs.
 * @param ignored property paths.
 */
export function keepIgnored(state: Properties, news: Properties, ignored: readonly string[]): Properties {
    return ignored.reduce<Properties>(
        (inputs, path) => withPath(inputs, state, keysOf(path)) as Properties,
        news,
    );
}
