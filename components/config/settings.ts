import * as pulumi from "@pulumi/pulumi";
import { closest } from "fastest-levenshtein";
import { Key, Mistake } from "./key";

/** The values of a section's keys. */
export type Settings<K> = { readonly [N in keyof K]: K[N] extends Key<infer T> ? T : never };

/** A setting's value as the text that its key reads. */
export function settingText(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}

function settingValue(name: string, key: Key<unknown>, value: unknown): unknown {
    if (value === undefined) {
        return key.default;
    }
    const text = settingText(value);
    const parsed = key.parse(text);
    if (parsed instanceof Mistake) {
        throw new pulumi.RunError(`${name}: '${text}' ${parsed.wrong}; ${parsed.right}`);
    }
    return parsed;
}

/**
 * A section's settings as a program gives them to a tier: checked by the rules of the configuration, and filled with its
 * defaults.
 *
 * @param section the argument that holds them, for the messages.
 * @param keys of the section.
 * @param given those that the program sets. @default none
 * @returns a value for every key.
 * @throws pulumi.RunError one line, naming the setting, what is wrong and what would be right.
 */
export function fillSettings<K extends Readonly<Record<string, Key<unknown>>>>(
    section: string,
    keys: K,
    given: Partial<Settings<K>> = {},
): Settings<K> {
    const unknown = Object.keys(given).find((name) => !Object.hasOwn(keys, name));
    if (unknown !== undefined) {
        const nearest = closest(unknown, Object.keys(keys));
        throw new pulumi.RunError(
            `${section}.${unknown}: there is no such setting; the nearest is ${section}.${nearest}`,
        );
    }
    const values: Readonly<Record<string, unknown>> = given;
    const filled = Object.entries(keys).map(
        ([name, key]) => [name, settingValue(`${section}.${name}`, key, values[name])] as const,
    );
    // The entries have been built from the keys.
    return Object.fromEntries(filled) as Settings<K>;
}
