import { isResultType } from "../../components/queries/query";
import columnTypes from "../../flink/src/main/resources/column-types.json";
import { Finding } from "./finding";
import { keyFindings } from "./key-findings";
import { find, placeOf } from "./place";
import { QueryFile } from "./query-file";
import { PlanAnswer } from "./query-tool";

const RESULT_TYPES = Object.keys(columnTypes.result);

interface Column {
    readonly name?: string;
    readonly type?: string;
}

interface Schema {
    readonly columns?: readonly Column[];
    readonly results?: readonly Column[];
    readonly resultKey?: readonly string[];
}

function escaped(text: string): string {
    return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The position of a column's object within a member of the schema. */
function columnPlace(schema: string, member: string, name: string) {
    const from = Math.max(0, schema.search(new RegExp(`"${member}"\\s*:`)));
    const at = schema.slice(from).search(new RegExp(`"${escaped(name)}"`));
    return placeOf(schema, at < 0 ? from : from + at);
}

/** The first difference between a schema's results and the columns that the query produces. */
function resultsDifference(schema: string, results: readonly Column[], given: readonly string[]) {
    const wanted = results.map(({ name, type }) => `${name} ${type}`);
    const i = Array.from({ length: Math.max(wanted.length, given.length) }).findIndex(
        (_, n) => wanted[n] !== given[n],
    );
    if (i < 0) {
        return undefined;
    }
    const place = columnPlace(schema, "results", results[Math.min(i, results.length - 1)]?.name ?? "results");
    const says = `result column ${i + 1}: the query produces ${given[i] ?? "no more"}, the schema says ${wanted[i] ?? "no more"}`;
    const [name, type = ""] = (given[i] ?? "").split(" ");
    const hint =
        given[i] === undefined
            ? "take it out of the schema's results, or select it"
            : isResultType(type)
              ? `write { "name": "${name}", "type": "${type}" }, or change the query, for example by CAST(… AS …)`
              : `results have no type ${type}; CAST it to one of ${RESULT_TYPES.join(", ")}`;
    return { place, says, hint };
}

/** The offset where a text stops being the beginning of JSON: not all of the parser's messages say it. */
function jsonOffset(text: string): number {
    const isBeginning = (length: number) => {
        try {
            JSON.parse(text.slice(0, length));
            return true;
        } catch (error) {
            const { message } = error as Error;
            return /Unexpected end|Unterminated/.test(message) || message.includes(`at position ${length}`);
        }
    };
    let [right, wrong] = [0, text.length + 1];
    while (wrong - right > 1) {
        const middle = Math.floor((right + wrong) / 2);
        [right, wrong] = isBeginning(middle) ? [middle, wrong] : [right, middle];
    }
    return right;
}

function parseSchema(query: QueryFile): Schema | { offset: number; reason: string } {
    try {
        return JSON.parse(query.schema) as Schema;
    } catch (error) {
        const offset = jsonOffset(query.schema);
        const at = query.schema[offset];
        return {
            offset,
            reason: at === undefined ? (error as Error).message : `'${at}' is not expected here`,
        };
    }
}

/** Finds the job's own error about the schema: it names the member first, then a column, as JSON or by its name. */
function schemaError(schema: string, errors: readonly string[]) {
    const match = errors
        .map((error) =>
            /^IllegalArgumentException: (columns|rowtime|records|conversions|zone[^:]*|.*[Pp]attern.*): (.*)/s.exec(
                error,
            ),
        )
        .find(Boolean);
    if (!match) {
        return undefined;
    }
    const [, member = "", text = ""] = match;
    const name =
        /"name":"([^"]*)"/.exec(text)?.[1] ??
        /^(\S+) (?:is reserved|is defined twice|reads elements|has path)/.exec(text)?.[1];
    const place =
        name === undefined
            ? (find(schema, new RegExp(`"${member}"`)) ?? { line: 1, column: 1 })
            : columnPlace(schema, "columns", name);
    return { place, says: `${member}: ${text}` };
}

/** Finds that a key is missing, or names a column that the results do not have. */
function namesFinding(
    query: QueryFile,
    results: readonly Column[],
    resultKey: readonly string[],
): Finding | undefined {
    const unknown = resultKey.find((name) => !results.some((column) => column.name === name));
    if (resultKey.length > 0 && unknown === undefined) {
        return undefined;
    }
    return {
        file: query.schemaPath,
        ...(find(query.schema, /"resultKey"/) ?? { line: 1, column: 1 }),
        level: "error",
        message:
            unknown === undefined ? "resultKey is missing" : `resultKey: '${unknown}' is not a result column`,
        hint: "name the result columns that identify a row, such as window and group: the view keeps one row of each",
    };
}

/** Finds mistakes in a query's schema, by itself and compared with what the query produces. */
export function schemaFindings(query: QueryFile, answer: PlanAnswer): Finding[] {
    const file = query.schemaPath;
    const schema = parseSchema(query);
    if ("offset" in schema) {
        return [
            {
                file,
                ...placeOf(query.schema, schema.offset),
                level: "error",
                message: `not JSON: ${schema.reason}`,
            },
        ];
    }
    const reported = schemaError(query.schema, answer.error ?? []);
    if (reported) {
        return [{ file, ...reported.place, level: "error", message: reported.says }];
    }
    const { results = [], resultKey = [] } = schema;
    const found: Finding[] = [];
    const key = namesFinding(query, results, resultKey);
    if (key) {
        found.push(key);
    }
    const difference = answer.results && resultsDifference(query.schema, results, answer.results);
    if (difference) {
        found.push({
            file,
            ...difference.place,
            level: "error",
            message: difference.says,
            hint: difference.hint,
        });
    }
    return found.length > 0 ? found : keyFindings(query, answer);
}
