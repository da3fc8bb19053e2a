/** A value in the form that rules read: what Pulumi has as an object, Terraform has as a list of one. */
export function firstBlock(value: unknown): Readonly<Record<string, unknown>> | undefined {
    const one: unknown = Array.isArray(value) ? value[0] : value;
    return one !== null && typeof one === "object" ? (one as Record<string, unknown>) : undefined;
}

/** The block at the end of a path; nothing where one on the way is missing. */
export function blockAt(
    value: unknown,
    ...path: readonly string[]
): Readonly<Record<string, unknown>> | undefined {
    return path.reduce((at, name) => firstBlock(at?.[name]), firstBlock(value));
}

/** A list's objects, one where it is no list. */
export function blocks(value: unknown): Readonly<Record<string, unknown>>[] {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    return list.filter((item): item is Record<string, unknown> => item !== null && typeof item === "object");
}

/** A list's texts, one where it is no list. */
export function strings(value: unknown): string[] {
    const list: unknown[] = Array.isArray(value) ? value : [value];
    return list.filter((item) => typeof item === "string");
}

/** Whether a value is there. */
export function isPresent(value: unknown): boolean {
    return value !== undefined && value !== null && value !== "";
}
