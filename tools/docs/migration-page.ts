import { readFileSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { fence } from "./markdown";
import { generatedNote } from "./page";

const ROOT = path.join(__dirname, "..", "..");
const LEGACY = path.join(ROOT, "sql", "legacy");

const HEAD = `# From Kinesis Data Analytics SQL to Flink SQL

${generatedNote("sql/legacy/ and tools/docs/migration-page.ts")}

AWS has ended Kinesis Data Analytics for SQL Applications: no new applications since 2025-10-15, existing ones deleted from
2026-01-27. This page is for those who have such an application, or only its description, and want its results back.

## In four steps

1. **Get the description.** \`aws kinesisanalytics describe-application --application-name NAME > application.json\`, if it was saved
   before the application was deleted; a Terraform state works as well, or a plan as \`terraform show -json\` prints it.
2. **Import it.** \`npm run import:kda -- application.json\` writes the query and its schema into \`sql/\`, or says exactly which construct
   it could not carry over. It prints the configuration that runs the query.
3. **Check and try it, without a cloud.** \`npm run sql:check -- NAME\` plans it with Flink's own planner; \`npm run sql:try -- NAME FILE\`
   runs it over a log or over JSON records, one per line, and prints its rows.
4. **Run it.** Add the query to \`analytics.queries\` ([configuration](configuration.md#analytics)), then \`npm start\` for the local cloud,
   or \`pulumi up\` for AWS. An existing stream is read as it is: \`stream.existing\`.

## What is different in Flink

- A query is one SELECT: there are no pumps and no in-application streams. A chain of streams becomes nested SELECTs.
- Windows are table functions: \`TUMBLE\`, \`HOP\`, \`SESSION\`, \`CUMULATE\`. Rows are emitted when a window ends; \`CUMULATE\` emits at each step.
- Identifiers without quotes keep their case, and reserved words such as \`bytes\` are quoted with backticks.
- \`ROWTIME\` is the arrival time in the stream, as before; a schema can name a column of the record instead
  ([queries](queries.md#the-schema-file)).
- Approximate functions (\`TOP_K_ITEMS_TUMBLING\`, \`COUNT_DISTINCT_ITEMS_TUMBLING\`) have exact equivalents, which hold more state.

The construct you need is below: how it was written, how it is written in Flink SQL, and an input with its output. A test runs each of
them (\`tests/flink/legacy.test.ts\`); the files are in \`sql/legacy/\`.`;

interface Example {
    readonly title: string;
    readonly note: string;
    readonly records: readonly object[];
    readonly rows: readonly object[];
}

function lines(of: readonly object[]): string {
    return of.map((one) => JSON.stringify(one)).join("\n");
}

function section(name: string): string {
    const text = (file: string) => readFileSync(path.join(LEGACY, name, file), "utf8");
    const { title, note, records, rows } = JSON.parse(text("example.json")) as Example;
    return [
        `## ${title}`,
        note,
        "Kinesis Data Analytics:",
        fence("sql", text("original.sql")),
        `Flink (\`sql/legacy/${name}/flink.sql\`):`,
        fence("sql", text("flink.sql")),
        "Input and output:",
        fence("json", `${lines(records)}\n\n${lines(rows)}`),
    ].join("\n\n");
}

/** Renders the page of the migration, from sql/legacy/. */
export function migrationPage(): string {
    const names = readdirSync(LEGACY).sort();
    return `${[HEAD, ...names.map(section)].join("\n\n")}\n`;
}
