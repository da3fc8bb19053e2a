import { closest, distance } from "fastest-levenshtein";
import * as pulumi from "@pulumi/pulumi";
import { configMistakes } from "./checks";
import { Key, Mistake } from "./key";
import { PipelineConfig, SCHEMA } from "./schema";

/** Every key by its full name, `section.name`. */
export const KEYS: ReadonlyMap<string, Key<unknown>> = new Map(
    Object.entries(SCHEMA).flatMap(([section, keys]) =>
        Object.entries(keys as Record<string, Key<unknown>>).map(
            ([name, key]) => [`${section}.${name}`, key] as const,
        ),
    ),
);

function asText(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}

/** A section's values: written as one object, `cc-pipeline:stream: {shardCount: 2}`, or undefined where it is none. */
function sectionValues(text: string): Record<string, unknown> | undefined {
    try {
        const parsed: unknown = JSON.parse(text);
        return parsed !== null && typeof parsed === "object" && !Array.isArray(parsed)
            ? (parsed as Record<string, unknown>)
            : undefined;
    } catch {
        return undefined;
    }
}

/** Brings both spellings of a key together. @returns text by `section.name`; mistakes are added to the list. */
function flattened(values: Record<string, string>, prefix: string, mistakes: string[]): Map<string, string> {
    const flat = new Map<string, string>();
    const set = (name: string, value: string) => {
        if (flat.has(name)) {
            mistakes.push(`${prefix}${name}: it is set twice, also within its section; keep one of them`);
        }
        flat.set(name, value);
    };
    for (const [name, value] of Object.entries(values)) {
        if (!(name in SCHEMA)) {
            set(name, value);
            continue;
        }
        const members = sectionValues(value);
        if (members) {
            Object.entries(members).forEach(([member, item]) => set(`${name}.${member}`, asText(item)));
        } else {
            mistakes.push(
                `${prefix}${name}: '${value}' is not a section; give its keys, such as ${name}.${
                    Object.keys(SCHEMA[name as keyof typeof SCHEMA])[0]
                }`,
            );
        }
    }
    return flat;
}

/** The known key that an unknown one is nearest to; a bare name stands for a section's key of that name. */
function nearestKey(name: string): string {
    const names = [...KEYS.keys()];
    const sameName = names.find((known) => known.split(".")[1] === name.split(".").pop());
    const near = closest(name, names);
    return sameName && distance(name, near) > 2 ? sameName : near;
}

/** Reads each key; a mistaken one is told, and has its default for the checks that follow. */
function parsed(flat: Map<string, string>, prefix: string, mistakes: string[]): PipelineConfig {
    const sections = Object.entries(SCHEMA).map(([section, keys]) => {
        const values = Object.entries(keys as Record<string, Key<unknown>>).map(([name, key]) => {
            const text = flat.get(`${section}.${name}`);
            const value = text === undefined ? key.default : key.parse(text);
            if (value instanceof Mistake) {
                mistakes.push(`${prefix}${section}.${name}: '${text}' ${value.wrong}; ${value.right}`);
                return [name, key.default];
            }
            return [name, value];
        });
        return [section, Object.fromEntries(values) as unknown];
    });
    // Each section has been built from the schema's own keys just above.
    return Object.fromEntries(sections) as PipelineConfig;
}

/**
 * Reads and checks the whole configuration before any resource is declared.
 *
 * @param all every configuration value of the stack as text, by `namespace:key`; values of other namespaces are left out.
 * @param namespace the project's name.
 * @param region the stack's region, `aws:region`; undefined where the stack sets none.
 * @returns the checked configuration.
 * @throws pulumi.RunError one line a mistake, all of them at once.
 */
export function readConfig(
    all: Readonly<Record<string, string>>,
    namespace: string,
    region: string | undefined,
): PipelineConfig {
    const prefix = `${namespace}:`;
    const mistakes: string[] = [];
    const own = Object.entries(all)
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, value]) => [key.slice(prefix.length), value] as const);
    const flat = flattened(Object.fromEntries(own), prefix, mistakes);
    for (const name of flat.keys()) {
        if (!KEYS.has(name)) {
            mistakes.push(
                `${prefix}${name}: there is no such key; the nearest is ${prefix}${nearestKey(name)}`,
            );
        }
    }
    const config = parsed(flat, prefix, mistakes);
    mistakes.push(...configMistakes(config, region, new Set(flat.keys()), prefix));
    if (mistakes.length > 0) {
        throw new pulumi.RunError(mistakes.join("\n"));
    }
    return config;
}
