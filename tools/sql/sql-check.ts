import { parseArgs } from "node:util";
import { report } from "../runtime/session";
import { flinkJar } from "../toolchain/flink-jar";
import { seconds, windowLengths } from "./arguments";
import { Finding } from "./finding";
import { findings } from "./findings";
import { queryFile, queryNames, request } from "./query-file";
import { planned } from "./query-tool";
import { UserError } from "../runtime/user-error";

const USAGE =
    "usage: npm run sql:check -- [QUERY…] [--window SECONDS] [--slide SECONDS] [--max-delay SECONDS]; QUERY is a name of sql/ or a .sql file";

interface CheckArguments {
    readonly queries: readonly string[];
    readonly windowSeconds: number;
    readonly slideSeconds: number;
    readonly mostDelaySeconds: number;
}

function parsed(args: string[]): CheckArguments {
    const text = { type: "string" } as const;
    const options = { window: text, slide: text, "max-delay": text };
    let given: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
    try {
        given = parseArgs({ args, options, allowPositionals: true });
    } catch {
        throw new UserError(USAGE);
    }
    const { values, positionals } = given;
    return {
        queries: positionals.length > 0 ? positionals : queryNames(),
        ...windowLengths(values),
        mostDelaySeconds: seconds("max-delay", values["max-delay"] ?? "3600"),
    };
}

function show({ file, line, column, level, message, hint }: Finding): void {
    console.log(
        `${file}:${line}:${column}: ${level}: ${message}${hint === undefined ? "" : `\n    ${hint}`}`,
    );
}

/** Plans each query with the planner that is deployed, and tells what is wrong with it and where. */
async function check(args: CheckArguments): Promise<void> {
    const queries = args.queries.map(queryFile);
    await flinkJar();
    const asked = queries.map((query) => request(query, args));
    const answers = await planned(asked);
    const found = queries.flatMap((query, i) => {
        const [own, answer] = [asked[i], answers[i]];
        return own && answer ? findings(query, own, answer, args.mostDelaySeconds) : [];
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

async function main(): Promise<void> {
    await check(parsed(process.argv.slice(3)));
}

main().catch(report);
