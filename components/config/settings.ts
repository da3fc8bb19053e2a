import * as pulumi from "@pulumi/pulumi";
import { closest } from "fastest-levenshtein";
import { Key, Mistake } from "./key";
import { Section } from "./section";

/** The values of a section's keys. */
export type Settings<K> = { readonly [N in keyof K]: K[N] extends Key<infer T> ? T : never };

/** A setting's value as the text that its key reads. */
export function settingText(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * One setting as a program gives it to a tier, checked by its key.
 *
 * @param name the argument, for the message.
 * @param key whose form, limits and default it has.
 * @param value as given. @default the key's default
 * @throws pulumi.RunError one line, naming the argument, what is wrong and what would be right.
 */
export function fillSetting<T>(name: string, key: Key<T>, value?: T): T {
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
        ([name, key]) => [name, fillSetting(`${section}.${name}`, key, values[name])] as const,
    );
    // The entries have been built from the keys.
    return Object.fromEntries(filled) as Settings<K>;
}

/**
 * A section's settings with what checks of several values need to know.
 *
 * @param name the argument that holds them.
 * @param keys of the section.
 * @param given those that the program sets. @default none
 * @throws pulumi.RunError as fillSettings().
 */
export function fillSection<K extends Readonly<Record<string, Key<unknown>>>>(
    name: string,
    keys: K,
    given: Partial<Settings<K>> = {},
): Section<Settings<K>> {
    const set = Object.entries(given).filter(([, value]) => value !== undefined);
    return { name, values: fillSettings(name, keys, given), set: new Set(set.map(([key]) => key)) };
}

/**
 * Refuses arguments that are right one by one.
 *
 * @param mistakes what is wrong with them, one line per mistake; none where nothing is.
 * @throws pulumi.RunError all of them at once.
 */
export function refuseMistakes(...mistakes: readonly string[]): void {
    if (mistakes.length > 0) {
        throw new pulumi.RunError(mistakes.join("\n"));
    }
}
