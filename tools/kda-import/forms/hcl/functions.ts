import { jsonDocuments, yamlDocuments } from "../documents";
import { isObject } from "../json";
import { hasUnknown } from "../unknown-values";

/** The value of a function; undefined where it cannot be evaluated. */
type HclFunction = (...args: readonly unknown[]) => unknown;

function texts(value: unknown): string[] {
    return Array.isArray(value) ? (value as unknown[]).flat().map(String) : [];
}

/** Go's verbs that stand in names and queries: %s, %v, %d and %q, with widths such as %03d. */
function format(pattern: unknown, ...args: readonly unknown[]): string {
    let next = 0;
    return String(pattern).replace(/%(0?)(\d*)([svdq%])/g, (_, zero: string, width: string, verb: string) => {
        if (verb === "%") {
            return "%";
        }
        const text = String(args[next++]);
        return verb === "q" ? JSON.stringify(text) : text.padStart(Number(width), zero || " ");
    });
}

/** Replaces a text, or a pattern between slashes. */
function replace(text: unknown, search: unknown, by: unknown): string {
    const [, pattern] = /^\/(.*)\/$/s.exec(String(search)) ?? [];
    return pattern === undefined
        ? String(text).replaceAll(String(search), String(by))
        : String(text).replace(new RegExp(pattern, "g"), String(by));
}

function lookup(map: unknown, key: unknown, otherwise: unknown): unknown {
    return (isObject(map) ? map[String(key)] : undefined) ?? otherwise;
}

function length(value: unknown): unknown {
    return Array.isArray(value) || typeof value === "string"
        ? value.length
        : isObject(value)
          ? Object.keys(value).length
          : undefined;
}

/**
 * Terraform's functions that applications use (HashiCorp: "Functions"). Those of files are in evaluate.ts.
 */
export const FUNCTIONS: Readonly<Record<string, HclFunction>> = {
    chomp: (text) => String(text).replace(/\n+$/, ""),
    coalesce: (...values) => values.find((value) => value !== null && value !== undefined && value !== ""),
    compact: (list) => texts(list).filter((text) => text !== ""),
    concat: (...lists) => lists.flat(),
    element: (list, index) =>
        Array.isArray(list) ? (list as unknown[])[Number(index) % list.length] : undefined,
    flatten: (list) => (Array.isArray(list) ? (list as unknown[]).flat(Infinity) : undefined),
    format,
    indent: (depth, text) => String(text).replace(/\n/g, `\n${" ".repeat(Number(depth))}`),
    jsondecode: (text) => (hasUnknown(text) ? undefined : jsonDocuments(String(text))[0]),
    join: (delimiter, ...lists) => lists.flatMap(texts).join(String(delimiter)),
    keys: (map) => (isObject(map) ? Object.keys(map).sort() : undefined),
    length,
    list: (...items) => items,
    lookup,
    lower: (text) => String(text).toLowerCase(),
    map: (...pairs) =>
        Object.fromEntries(pairs.flatMap((key, i) => (i % 2 === 0 ? [[String(key), pairs[i + 1]]] : []))),
    merge: (...maps) => Object.assign({}, ...maps.filter(isObject)) as unknown,
    replace,
    split: (delimiter, text) => (hasUnknown(text) ? undefined : String(text).split(String(delimiter))),
    title: (text) => String(text).replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
    tolist: (list) => list,
    tomap: (map) => map,
    tonumber: (value) => Number(value),
    toset: (list) => (Array.isArray(list) ? [...new Set(list as unknown[])] : undefined),
    tostring: (value) => String(value),
    trim: (text, set) => {
        const chars = [...String(set)];
        const all = [...String(text)];
        const first = all.findIndex((char) => !chars.includes(char));
        return first < 0
            ? ""
            : all.slice(first, all.findLastIndex((char) => !chars.includes(char)) + 1).join("");
    },
    trimprefix: (text, prefix) =>
        String(text).startsWith(String(prefix)) ? String(text).slice(String(prefix).length) : text,
    trimspace: (text) => String(text).trim(),
    trimsuffix: (text, suffix) =>
        String(text).endsWith(String(suffix)) ? String(text).slice(0, -String(suffix).length) : text,
    try: (...values) => values.find((value) => value !== undefined && !hasUnknown(value)) ?? values[0],
    upper: (text) => String(text).toUpperCase(),
    values: (map) =>
        isObject(map)
            ? Object.keys(map)
                  .sort()
                  .map((key) => map[key])
            : undefined,
    yamldecode: (text) => (hasUnknown(text) ? undefined : yamlDocuments(String(text))[0]),
};
