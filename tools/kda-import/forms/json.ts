/** Values of a JSON or YAML document. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is an object, and not an array. */
export function isObject(value: unknown): value is Json {
    return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The value if it is an object, otherwise an empty one. */
export function asObject(value: unknown): Json {
    return isObject(value) ? value : {};
}

/** The objects of an array; a single object counts as an array of one. */
export function asObjects(value: unknown): Json[] {
    return Array.isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : [];
}

/** A block: an object, or the first of an array, because Terraform writes nested blocks as arrays. */
function asBlock(value: unknown): Json {
    return asObject(Array.isArray(value) ? (value as unknown[])[0] : value);
}

function atOnePath(of: unknown, path: string): unknown {
    return path.split(".").reduce<unknown>((value, name) => asBlock(value)[name], of);
}

/**
 * Reads a member of nested objects.
 *
 * @param path names separated by periods; several paths, separated by `|`, are tried from left to right.
 * @returns undefined where none of the paths leads to a value other than null and the empty array, as Terraform's state has it
 *     for a block that is not set.
 */
export function at(of: unknown, path: string): unknown {
    return path
        .split("|")
        .map((one) => atOnePath(of, one))
        .find((value) => value !== undefined && value !== null && !(Array.isArray(value) && !value.length));
}
