import { Effect } from "./effect";
import { RecordColumn, SchemaText } from "./schema-text";

type Found = [text: string, harm: boolean];

const lengthOf = (type: string) => Number(/^VARCHAR\((\d+)\)$/.exec(type)?.[1] ?? Infinity);
const isText = (type: string) => type === "STRING" || type.startsWith("VARCHAR(");

function overflowEffect(name: string, type: string, overflow: string): Found {
    const what = { TRUNCATE: "are truncated", FAIL: "are rejected", PASS: "pass unchanged" }[overflow];
    return [`texts in ${name} longer than ${type} ${what ?? overflow}`, overflow !== "PASS"];
}

function typeEffects(before: RecordColumn, after: RecordColumn, overflow: string): Found[] {
    const { name, type } = after;
    if (before.type === type) {
        return [];
    }
    if (isText(type)) {
        return isText(before.type) && lengthOf(type) >= lengthOf(before.type)
            ? [[`${name} takes texts as long as ${type}`, false]]
            : lengthOf(type) === Infinity
              ? [[`${name} is read as ${type}: every value is accepted`, false]]
              : [overflowEffect(name, type, overflow)];
    }
    return [
        [
            `${name} is read as ${type}, before as ${before.type}: records with another value are rejected`,
            true,
        ],
    ];
}

function presenceEffects(
    before: RecordColumn | undefined,
    { name, optional = false }: RecordColumn,
): Found[] {
    if (before === undefined ? !optional : before.optional === true && !optional) {
        return [[`records without ${name} are rejected`, true]];
    }
    if (before !== undefined && before.optional !== true && optional) {
        return [[`records without ${name} are accepted, and have null there`, false]];
    }
    return before === undefined ? [[`${name} is read too; records may lack it`, false]] : [];
}

function formatEffects(before: RecordColumn, after: RecordColumn): Found[] {
    return (["pattern", "zone", "path"] as const)
        .filter((key) => before[key] !== after[key])
        .map((key) => {
            const value = after[key] === undefined ? "has its default" : `is ${after[key]}`;
            const effect = {
                pattern: "records whose time is written in another way are rejected",
                zone: "times that name no zone mean another instant",
                path: "its values come from there",
            }[key];
            return [`the ${key} of ${after.name} ${value}: ${effect}`, key !== "path"];
        });
}

function columnEffects(before: RecordColumn | undefined, after: RecordColumn, overflow: string): Found[] {
    return [
        ...presenceEffects(before, after),
        ...(before ? [...typeEffects(before, after, overflow), ...formatEffects(before, after)] : []),
    ];
}

/**
 * Which records are read differently.
 *
 * @param overflow what happens to a text longer than its column: TRUNCATE, FAIL or PASS.
 */
export function recordEffects(
    query: string,
    before: SchemaText,
    after: SchemaText,
    overflow: string,
): Effect[] {
    const gone = before.columns.filter(({ name }) => !after.columns.some((column) => column.name === name));
    const json = (value: unknown) => JSON.stringify(value ?? null);
    const found: Found[] = [
        ...after.columns.flatMap((column) =>
            columnEffects(
                before.columns.find(({ name }) => name === column.name),
                column,
                overflow,
            ),
        ),
        ...gone.map(({ name, optional }): Found => {
            const accepted = optional === true ? "" : ": records without it are accepted";
            return [`${name} is no longer read${accepted}`, false];
        }),
        ...(json(before.records) === json(after.records)
            ? []
            : [
                  [
                      "records are taken apart in another way: those of the former form are rejected",
                      true,
                  ] as Found,
              ]),
        ...(json(before.conversions) === json(after.conversions)
            ? []
            : [
                  [
                      "values are converted by other rules: some are accepted or rejected that were not",
                      true,
                  ] as Found,
              ]),
    ];
    return found.map(([text, harm]) => ({ query, about: "records", text, harm }));
}
