import { sqlName, onceView } from "../../../components/foundation/layout";
import { Effect } from "./effect";
import { ResultColumn, SchemaText } from "./schema-text";

const OLD_ROWS = "rows from before the change";

function addedColumn({ name, type }: ResultColumn): [string, boolean] {
    return [
        `result column ${name} ${type} is new: the table and the view get it, and ${OLD_ROWS} have null there`,
        false,
    ];
}

function removedColumn({ name }: ResultColumn, view: string): [string, boolean] {
    return [
        `result column ${name} is gone: queries of the table or of ${view} that name it fail, for old rows as well`,
        true,
    ];
}

function renamedColumn(from: ResultColumn, to: ResultColumn, view: string): [string, boolean] {
    return [
        `result column ${from.name} is now ${to.name}: queries of the table or of ${view} that name ${from.name} fail, and ${OLD_ROWS} have null in ${to.name}`,
        true,
    ];
}

function retypedColumn({ name, type }: ResultColumn, was: string): [string, boolean] {
    return [
        `result column ${name} was ${was} and is ${type}: Athena reads ${OLD_ROWS} as ${type} too; JSON values that do not read so, and all Parquet files from before, make queries of them fail`,
        true,
    ];
}

/** What changes in a query's result columns. */
function columnEffects(
    before: readonly ResultColumn[],
    after: readonly ResultColumn[],
    view: string,
): [string, boolean][] {
    const has = (columns: readonly ResultColumn[], name: string) => columns.find((one) => one.name === name);
    const gone = before.filter(({ name }) => !has(after, name));
    const added = after.filter(({ name }) => !has(before, name));
    const successor = (old: ResultColumn) =>
        before.length === after.length
            ? added.find(
                  (column) => after.indexOf(column) === before.indexOf(old) && column.type === old.type,
              )
            : undefined;
    const successors = gone.flatMap((old) => successor(old) ?? []);
    return [
        ...gone.map((old): [string, boolean] => {
            const renamed = successor(old);
            return renamed ? renamedColumn(old, renamed, view) : removedColumn(old, view);
        }),
        ...added.filter((column) => !successors.includes(column)).map(addedColumn),
        ...after.flatMap((column): [string, boolean][] => {
            const was = has(before, column.name)?.type;
            return was === undefined || was === column.type ? [] : [retypedColumn(column, was)];
        }),
    ];
}

function keyEffects(before: SchemaText, after: SchemaText, view: string): [string, boolean][] {
    const missing = before.resultKey.filter((name) => !after.resultKey.includes(name));
    if (missing.length === 0 && before.resultKey.length === after.resultKey.length) {
        return [];
    }
    const merges = missing.filter((name) => after.results.some((column) => column.name === name));
    const merged = merges.length > 0 ? `; rows that differ in ${merges.join(", ")} only become one` : "";
    return [
        [
            `resultKey is now ${after.resultKey.join(", ")}: ${view} groups all rows by it, old ones as well${merged}`,
            merges.length > 0,
        ],
    ];
}

/**
 * What a change means for the Glue table, the view, the delivered files and those who read them
 * (components/catalog/results-table.ts).
 */
export function resultEffects(query: string, before: SchemaText, after: SchemaText): Effect[] {
    const view = onceView(query);
    const found = [...columnEffects(before.results, after.results, view), ...keyEffects(before, after, view)];
    const replaced = `table ${sqlName(query)} is updated and view ${view} replaced: queries of the view fail for a moment`;
    return [...found, ...(found.length > 0 ? [[replaced, false] as [string, boolean]] : [])].map(
        ([text, harm]) => ({
            query,
            about: "results" as const,
            text,
            harm,
        }),
    );
}
