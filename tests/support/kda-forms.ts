import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { Application } from "../../tools/kda-import/application";
import { readApplications } from "../../tools/kda-import/forms/read-applications";
import { TranslationRequest } from "../../tools/kda-import/translation";
import { folder } from "../support/folder";

const FORMS = path.join(__dirname, "..", "kda", "forms");

/** Code of the applications of tests/kda/forms, and what they are read as. */
export const STREAM = 'CREATE STREAM "USE_OUT" ("METER" VARCHAR(16));';
export const USAGE_SQL = `CREATE OR REPLACE STREAM "USE_OUT" ("METER" VARCHAR(16));
CREATE OR REPLACE PUMP "P" AS INSERT INTO "USE_OUT" SELECT STREAM "METER" FROM "METERS_001";
`;
export const METER = { name: "METER", sqlType: "VARCHAR(16)", mapping: "$.meter" };
export const JSON_INPUT = { streamNames: ["METERS_001"], format: "JSON", columns: [METER] } as const;
export const CSV_INPUT = {
    streamNames: ["METERS_001"],
    format: "CSV",
    columnDelimiter: ",",
    rowDelimiter: "\n",
    columns: [{ name: "METER", sqlType: "VARCHAR(16)" }],
} as const;
export const REQUEST = { name: "meter-usage", code: STREAM, inputs: [JSON_INPUT], outputs: ["USE_OUT"] };

/** A file of tests/kda/forms. */
export const form = (...names: string[]): string => path.join(FORMS, ...names);

/** The applications of a file of tests/kda/forms. */
export const read = (...names: string[]): readonly Application[] =>
    readApplications(form(...names)).applications;

export const requests = (applications: readonly Application[]): TranslationRequest[] =>
    applications.map(({ request }) => request);

/** What of each application is refused. */
export const constructs = (applications: readonly Application[]): string[][] =>
    applications.map(({ leftOut }) => leftOut.map(({ construct }) => construct));

/** A file of the given content. */
export function written(name: string, content: string | Buffer): string {
    const file = path.join(folder(), name);
    writeFileSync(file, content);
    return file;
}

/** The applications of a file of the given content. */
export const readText = (name: string, content: string | Buffer): readonly Application[] =>
    readApplications(written(name, content)).applications;

/** A description as CreateApplication is given it. */
export const application = (
    name: string,
    code: string,
    columns: readonly (readonly [string, string])[] = [
        ["METER", "VARCHAR(8)"],
        ["KWH", "DOUBLE"],
    ],
) => ({
    ApplicationName: name,
    ApplicationCode: code,
    Inputs: [
        {
            NamePrefix: "METERS",
            InputSchema: {
                RecordFormat: { RecordFormatType: "JSON" },
                RecordColumns: columns.map(([Name, SqlType]) => ({
                    Name,
                    SqlType,
                    Mapping: `$.${Name.toLowerCase()}`,
                })),
            },
        },
    ],
    Outputs: [],
});

/** A folder with files, each a description or a text. */
export function files(contents: Readonly<Record<string, object | string>>): string {
    const place = folder();
    for (const [name, content] of Object.entries(contents)) {
        mkdirSync(path.dirname(path.join(place, name)), { recursive: true });
        writeFileSync(
            path.join(place, name),
            typeof content === "string" ? content : JSON.stringify(content),
        );
    }
    return place;
}
