/** A section's settings, as checks that need more than one value see them. */
export interface Section<T> {
    /** How the caller names it: a section of the configuration, or a tier's argument. */
    readonly name: string;
    /** A value for every key. */
    readonly values: T;
    /** The keys that the caller sets; the others have their defaults. */
    readonly set: ReadonlySet<string>;
}

/** The stack's region; undefined where it has none, which is a mistake of its own. */
export type StackRegion = string | undefined;

/**
 * What is wrong with the region of a customer key: services use no key of another one.
 *
 * @param name the setting or argument, for the message.
 * @param arn the key's; undefined where there is none.
 * @param region the stack's.
 * @returns one line, or undefined.
 */
export function keyRegionMistake(
    name: string,
    arn: string | undefined,
    region: StackRegion,
): string | undefined {
    const keyIn = arn?.split(":")[3];
    return keyIn && region !== undefined && keyIn !== region
        ? `${name}: '${arn}' is a key of ${keyIn}; give one of the stack's region, ${region}`
        : undefined;
}

/** The lines of the checks that found a mistake. */
export function linesOf(...checked: readonly (string | undefined)[]): string[] {
    return checked.filter((line) => line !== undefined);
}
