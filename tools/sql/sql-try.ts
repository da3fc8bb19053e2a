import { readFileSync } from "node:fs";
import { Arguments } from "../registry/command";
import type { SQL_COMMANDS } from "../registry/sql-commands";
import { columnTable } from "../runtime/tables";
import { step } from "../runtime/steps";
import { UserError } from "../runtime/user-error";
import { flinkJar } from "../toolchain/flink-jar";
import { toJson } from "./apache-log";
import { windowLengths } from "./arguments";
import { checkLogFile } from "./log-file";
import { fileRecords } from "./log-records";
import { queryFile, request } from "./query-file";
import { RunAnswer, runOver } from "./query-tool";

type TryArguments = Arguments<(typeof SQL_COMMANDS)["sql:try"]>;

/** A number in a row's line with more digits than JavaScript's numbers have. */
const LONG_NUMBER = /("(?:[^"\\]|\\.)*":)(-?[\d.]{16,})(?=[,}])/g;

/** The rows of a table. Long numbers are kept as texts: parsed, they would lose digits. */
function cells(lines: readonly string[]): string {
    const rows = lines.map(
        (line) => JSON.parse(line.replace(LONG_NUMBER, '$1"$2"')) as Readonly<Record<string, unknown>>,
    );
    const columns = Object.keys(rows[0] ?? {});
    return columnTable(
        columns,
        rows.map((row) => columns.map((column) => String(row[column] ?? "-"))),
    );
}

/** Prints the rows of a run, and what it rejected. */
export function show(
    { rowLines = [], rejected = [] }: RunAnswer,
    records: number,
    skipped: number,
    json: boolean,
): void {
    if (json) {
        rowLines.forEach((line) => console.log(line));
    } else if (rowLines.length > 0) {
        console.log(`\n${cells(rowLines)}\n`);
    }
    const say = json ? console.error : console.log;
    const number = (value: number) => value.toLocaleString("en");
    say(
        `  ${number(rowLines.length)} rows of ${number(records)} records; lines skipped ${number(skipped)}, records rejected ${number(rejected.length)}`,
    );
    for (const { reason, detail, data } of rejected) {
        say(`  ${String(reason)}: ${String(detail)}: ${String(data).slice(0, 200)}`);
    }
}

/** Runs a query over a log, without any cloud, and prints its rows. */
export async function run({ values, positionals }: TryArguments): Promise<void> {
    const [name = "", file = ""] = positionals;
    const { every, overflow, json } = values;
    checkLogFile(file, "");
    const lengths = windowLengths(values);
    const query = queryFile(name);
    await flinkJar();
    const { records, skipped } = fileRecords(readFileSync(file, "utf8"), {
        parseLine: (line) => toJson(line, values["log-format"]),
        everyMillis: every,
        schema: query.schema,
    });
    const asked = { ...request(query, lengths), records, overflow };
    const work = () => runOver([asked]);
    const what = `${query.name} over ${records.length.toLocaleString("en")} records`;
    const [answer] = json ? await work() : await step(what, work);
    if (!answer || answer.error) {
        const cause = answer?.error?.[answer.error.length - 1]?.split("\n")[0];
        throw new UserError(`${query.sqlPath}: ${cause}; see npm run sql:check -- ${name}`);
    }
    show(answer, records.length, skipped, json);
}
