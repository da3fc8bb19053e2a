import { readFileSync } from "node:fs";
import { Arguments } from "../registry/command";
import type { SQL_COMMANDS } from "../registry/sql-commands";
import { columnTable } from "../runtime/tables";
import { step } from "../runtime/steps";
import { UserError } from "../runtime/user-error";
import { flinkJar } from "../toolchain/flink-jar";
import { windowLengths } from "./arguments";
import { checkLogFile } from "./log-file";
import { logRecords } from "./log-records";
import { queryFile, request } from "./query-file";
import { RunAnswer, runOver } from "./query-tool";

type TryArguments = Arguments<(typeof SQL_COMMANDS)["sql:try"]>;

function cells(rows: readonly Readonly<Record<string, unknown>>[]): string {
    const columns = Object.keys(rows[0] ?? {});
    return columnTable(
        columns,
        rows.map((row) => columns.map((column) => String(row[column] ?? "-"))),
    );
}

/** Prints the rows of a run, and what it rejected. */
export function show(
    { rows = [], rejected = [] }: RunAnswer,
    records: number,
    skipped: number,
    json: boolean,
): void {
    if (json) {
        rows.forEach((row) => console.log(JSON.stringify(row)));
    } else if (rows.length > 0) {
        console.log(`\n${cells(rows)}\n`);
    }
    const say = json ? console.error : console.log;
    const number = (value: number) => value.toLocaleString("en");
    say(
        `  ${number(rows.length)} rows of ${number(records)} records; lines skipped ${number(skipped)}, records rejected ${number(rejected.length)}`,
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
    const lines = readFileSync(file, "utf8").split(/\r?\n/).filter(Boolean);
    const { records, skipped } = logRecords(lines, every);
    const asked = { ...request(query, lengths), records, overflow };
    const work = () => runOver([asked]);
    const what = `${query.name} over ${records.length.toLocaleString("en")} records`;
    const [answer] = json ? await work() : await step(what, work);
    if (!answer || answer.error) {
        const first = answer?.error?.[0]?.split("\n")[0];
        throw new UserError(`${query.sqlPath}: ${first}; see npm run sql:check -- ${name}`);
    }
    show(answer, records.length, skipped, json);
}
