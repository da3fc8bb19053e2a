import { Arguments } from "../registry/command";
import type { SQL_COMMANDS } from "../registry/sql-commands";
import { flinkJar } from "../toolchain/flink-jar";
import { windowLengths } from "./arguments";
import { Diagnostic } from "./diagnostic";
import { diagnoseQuery } from "./diagnose-query";
import { queryFile, queryNames, request } from "./query-file";
import { planned } from "./query-tool";

type CheckArguments = Arguments<(typeof SQL_COMMANDS)["sql:check"]>;

function show({ file, line, column, level, message, hint }: Diagnostic): void {
    console.log(
        `${file}:${line}:${column}: ${level}: ${message}${hint === undefined ? "" : `\n    ${hint}`}`,
    );
}

/** Plans each query with the planner that is deployed, and reports what is wrong with it and where. */
export async function run({ values, positionals }: CheckArguments): Promise<void> {
    const queries = (positionals.length > 0 ? positionals : queryNames()).map(queryFile);
    const lengths = windowLengths(values);
    await flinkJar();
    const asked = queries.map((query) => request(query, lengths));
    const answers = await planned(asked);
    const found = queries.flatMap((query, i) => {
        const [own, answer] = [asked[i], answers[i]];
        return own && answer ? diagnoseQuery(query, own, answer, values["max-delay"]) : [];
    });
    found.forEach(show);
    const errors = found.filter(({ level }) => level === "error").length;
    const plural = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;
    const warnings = plural(found.length - errors, "warning");
    console.log(
        `${plural(queries.length, "query").replace("querys", "queries")}: ${plural(errors, "error")}, ${warnings}`,
    );
    process.exitCode = errors > 0 ? 1 : 0;
}
