import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import propertyGroups from "../../flink/src/main/resources/property-groups.json";
import { checkLogFile } from "../../local/pipeline-run/feed";
import { report } from "../runtime/session";
import { flinkJar } from "../toolchain/flink-jar";
import { step } from "../runtime/steps";
import { seconds, windowLengths } from "./arguments";
import { logRecords } from "./log-records";
import { queryFile, request } from "./query-file";
import { RunAnswer, runOver } from "./query-tool";
import { columnTable } from "../runtime/tables";
import { UserError } from "../runtime/user-error";

const { values: OVERFLOWS, default: DEFAULT_OVERFLOW } = propertyGroups.source.properties.columnOverflow;
const USAGE =
    `usage: npm run sql:try -- QUERY FILE [--window SECONDS] [--slide SECONDS] [--every MILLISECONDS] [--overflow ${OVERFLOWS.join("|")}] [--json]; ` +
    "QUERY is a name of sql/ or a .sql file, FILE an access log or JSON objects, one per line";

interface TryArguments {
    readonly query: string;
    readonly file: string;
    readonly windowSeconds: number;
    readonly slideSeconds: number;
    readonly everyMillis: number;
    readonly overflow: string;
    readonly json: boolean;
}

const text = { type: "string" } as const;
const OPTIONS = {
    window: text,
    slide: text,
    every: text,
    overflow: text,
    json: { type: "boolean" },
} as const;

function given(args: string[]) {
    try {
        return parseArgs({ args, options: OPTIONS, allowPositionals: true });
    } catch {
        throw new UserError(USAGE);
    }
}

function parsed(args: string[]): TryArguments {
    const { values, positionals } = given(args);
    const [query, file, ...more] = positionals;
    if (query === undefined || file === undefined || more.length > 0) {
        throw new UserError(USAGE);
    }
    const overflow = OVERFLOWS.find((word) => word === (values.overflow ?? DEFAULT_OVERFLOW));
    if (overflow === undefined) {
        throw new UserError(`--overflow: '${values.overflow}' is not one of ${OVERFLOWS.join(", ")}`);
    }
    checkLogFile(file, "");
    return {
        query,
        file,
        overflow,
        ...windowLengths(values),
        everyMillis: seconds("every", values.every ?? "100"),
        json: values.json ?? false,
    };
}

function cells(rows: readonly Readonly<Record<string, unknown>>[]): string {
    const columns = Object.keys(rows[0] ?? {});
    return columnTable(
        columns,
        rows.map((row) => columns.map((column) => String(row[column] ?? "-"))),
    );
}

function show(
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

/** Runs a query over a log, with no cloud at all, and prints its rows. */
async function tryOut(args: TryArguments): Promise<void> {
    const query = queryFile(args.query);
    await flinkJar();
    const lines = readFileSync(args.file, "utf8").split(/\r?\n/).filter(Boolean);
    const { records, skipped } = logRecords(lines, args.everyMillis);
    const asked = { ...request(query, args), records, overflow: args.overflow };
    const run = () => runOver([asked]);
    const what = `${query.name} over ${records.length.toLocaleString("en")} records`;
    const [answer] = args.json ? await run() : await step(what, run);
    if (!answer || answer.error) {
        const first = answer?.error?.[0]?.split("\n")[0];
        throw new UserError(`${query.sqlPath}: ${first}; see npm run sql:check -- ${args.query}`);
    }
    show(answer, records.length, skipped, args.json);
}

async function main(): Promise<void> {
    await tryOut(parsed(process.argv.slice(3)));
}

main().catch(report);
