import * as path from "node:path";
import { fileValue } from "./file-value";
import { Json, asObject, isObject } from "./json";
import { unknown } from "./unknown-values";

/** `${self:custom.table}`, `${opt:stage, 'dev'}`, `${file(query.sql)}`: variables of the Serverless Framework. */
const VARIABLE = /\$\{((?:self|opt|env|sls|param|ssm|cf):[^{}]*|file\([^{}]*)\}/g;

/** A member by its path from the document. */
function member(document: Json, names: string): unknown {
    return names.split(".").reduce<unknown>((value, name) => asObject(value)[name], document);
}

function variable(text: string, document: Json, folder: string): string {
    const [reference = "", otherwise] = text.split(/\s*,\s*/, 2);
    const file = /^file\(([^)]+)\)$/.exec(reference)?.[1];
    if (file !== undefined) {
        return fileValue(path.join(folder, file), reference);
    }
    const value = reference.startsWith("self:") ? member(document, reference.slice(5)) : undefined;
    const text_ = typeof value === "object" ? undefined : (value ?? otherwise?.replace(/^['"]|['"]$/g, ""));
    return text_ === undefined ? unknown(reference) : String(text_);
}

/**
 * Replaces the variables of a service by their values, where the file has them. A template that a service includes has
 * variables as well, whose values are in another file.
 *
 * @param folder what `${file(…)}` is relative to.
 */
export function serverlessValues(document: Json, folder: string): Json {
    const evaluate = (value: unknown): unknown => {
        if (typeof value === "string") {
            const once = value.replace(VARIABLE, (_, text: string) => variable(text, document, folder));
            // A default may be a variable itself.
            return once === value
                ? value
                : once.replace(VARIABLE, (_, text: string) => variable(text, document, folder));
        }
        if (Array.isArray(value)) {
            return value.map(evaluate);
        }
        return isObject(value)
            ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, evaluate(one)]))
            : value;
    };
    return evaluate(document) as Json;
}
