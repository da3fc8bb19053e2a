/** A value in the form that rules read: what Pulumi has as an object, Terraform has as a list of one. */
export function firstBlock(value: unknown): Readonly<Record<string, unknown>> | undefined {
    const one: unknown = Array.isArray(value) ? value[0] : value;
    return one !== null && typeof one === "object" ? (one as Record<string, unknown>) : undefined;
}

/** The block at the end of a path; nothing where one of them is missing. */
export function blockAt(
    value: unknown,
    ...path: readonly string[]
): Readonly<Record<string, unknown>> | undefined {
    return path.reduce((at, name) => firstBlock(at?.[name]), firstBlock(value));
}

/** The objects of a list; of a single object, that object. */
export function blocks(value: unknown): Readonly<Record<string, unknown>>[] {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    return list.filter((item): item is Record<string, unknown> => item !== null && typeof item === "object");
}

/** The strings of a list; of a single string, that string. */
export function strings(value: unknown): string[] {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    return list.filter((item) => typeof item === "string");
}

/** Whether a value is set: neither missing nor an empty string. */
export function isPresent(value: unknown): boolean {
    return value !== undefined && value !== null && value !== "";
}
