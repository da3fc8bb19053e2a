import { closest, distance } from "fastest-levenshtein";
import * as pulumi from "@pulumi/pulumi";
import { configMistakes } from "./checks";
import { Key, Mistake } from "./key";
import { GivenConfig, KEYS, PipelineConfig, SCHEMA } from "./schema";
import { settingText } from "./settings";

/** A section's values: written as one object, `cc-pipeline:stream: {shardCount: 2}`, or undefined where the text is something else. */
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

/** What was read, and everything that is wrong with it, one line per mistake. */
interface Read<T> {
    readonly value: T;
    readonly mistakes: readonly string[];
}

/** Brings both spellings of a key together. @returns text by `section.name`. */
function flatten(values: Readonly<Record<string, string>>, prefix: string): Read<Map<string, string>> {
    const value = new Map<string, string>();
    const mistakes: string[] = [];
    const set = (name: string, text: string) => {
        if (value.has(name)) {
            mistakes.push(`${prefix}${name}: it is set twice, also within its section; keep one of them`);
        }
        value.set(name, text);
    };
    for (const [name, text] of Object.entries(values)) {
        const members = name in SCHEMA ? sectionValues(text) : { "": text };
        if (members) {
            Object.entries(members).forEach(([member, item]) =>
                set(member ? `${name}.${member}` : name, settingText(item)),
            );
        } else {
            const first = Object.keys(SCHEMA[name as keyof typeof SCHEMA])[0];
            mistakes.push(
                `${prefix}${name}: '${text}' is not a section; give its keys, such as ${name}.${first}`,
            );
        }
    }
    return { value, mistakes };
}

/** The known key that an unknown one is nearest to; a bare name means a section's key of that name. */
function nearestKey(name: string): string {
    const names = [...KEYS.keys()];
    const sameName = names.find((known) => known.split(".")[1] === name.split(".").pop());
    const near = closest(name, names);
    return sameName && distance(name, near) > 2 ? sameName : near;
}

function unknownKeys(names: Iterable<string>, prefix: string): string[] {
    return [...names]
        .filter((name) => !KEYS.has(name))
        .map((name) => `${prefix}${name}: there is no such key; the nearest is ${prefix}${nearestKey(name)}`);
}

/** Reads each key; where one is wrong, the checks that follow see its default. */
function parse(flat: ReadonlyMap<string, string>, prefix: string): Read<PipelineConfig> {
    const mistakes: string[] = [];
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
    return { value: Object.fromEntries(sections) as PipelineConfig, mistakes };
}

/** What the stack itself sets of the values that were read. */
function givenOf(config: PipelineConfig, set: ReadonlySet<string>): GivenConfig {
    const sections = Object.entries(config).map(([section, values]) => {
        const own = Object.entries(values).filter(([name]) => set.has(`${section}.${name}`));
        return [section, Object.fromEntries(own) as unknown];
    });
    // Each section is a part of one that was read.
    return Object.fromEntries(sections) as GivenConfig;
}

/**
 * Reads and checks the whole configuration before any resource is declared.
 *
 * @param all every configuration value of the stack as text, by `namespace:key`; values of other namespaces are left out.
 * @param namespace the project's name.
 * @param region the stack's region, `aws:region`; undefined where the stack sets none.
 * @returns the checked configuration, what of it the stack sets itself, and the region.
 * @throws pulumi.RunError all mistakes at once, one line each.
 */
export function readConfig(
    all: Readonly<Record<string, string>>,
    namespace: string,
    region: string | undefined,
): PipelineConfig & { readonly given: GivenConfig; readonly region: string } {
    const prefix = `${namespace}:`;
    const own = Object.entries(all)
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, value]) => [key.slice(prefix.length), value] as const);
    const flat = flatten(Object.fromEntries(own), prefix);
    const config = parse(flat.value, prefix);
    const set = new Set(flat.value.keys());
    const mistakes = [
        ...flat.mistakes,
        ...unknownKeys(flat.value.keys(), prefix),
        ...config.mistakes,
        ...configMistakes(config.value, region, set, prefix),
    ];
    if (mistakes.length > 0 || region === undefined) {
        throw new pulumi.RunError(mistakes.join("\n"));
    }
    return { ...config.value, given: givenOf(config.value, set), region };
}
