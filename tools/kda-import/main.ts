import { Arguments } from "../registry/command";
import type { SQL_COMMANDS } from "../registry/sql-commands";
import { SQL_DIR } from "../sql/query-file";
import { translateApplications } from "../sql/query-tool";
import { flinkJar } from "../toolchain/flink-jar";
import { UserError } from "../runtime/user-error";
import { readApplications } from "./forms/read-applications";
import { FolderApplications } from "./forms/read-folder";
import { schemaInput } from "./forms/schema-option";
import { Outcome, outcomes } from "./outcome";
import { printCarriedOver, printNextSteps, printRefusals, printVerdicts } from "./print-outcomes";
import { Application, DescriptionError } from "./application";
import { sampleRecords, tried } from "./try-records";
import { checkTarget, writeQueries } from "./write-queries";

type ImportArguments = Arguments<(typeof SQL_COMMANDS)["import:kda"]>;

/** Runs a reader of descriptions; what is wrong becomes one line that begins with the file. */
function reading<T>(file: string, read: () => T): T {
    try {
        return read();
    } catch (error) {
        throw error instanceof DescriptionError ? new UserError(`${file}: ${error.message}`) : error;
    }
}

function read(place: string, schema: string | undefined): FolderApplications {
    const input = schema === undefined ? undefined : reading(schema, () => schemaInput(schema));
    const found = reading(place, () => readApplications(place, input));
    if (input !== undefined && !found.applications.some(({ request }) => request.inputs.includes(input))) {
        throw new UserError(
            `--schema ${schema}: it is for a file of SQL code alone; ${place} describes its input itself`,
        );
    }
    return found;
}

/** Whether the code is whole: what the translator would say of code with missing values is a consequence of them. */
function isTranslatable({ request, leftOut }: Application): boolean {
    return request.code !== "" && leftOut.every(({ line }) => line === undefined);
}

/** Translates all applications in one process. */
async function translated(applications: readonly Application[], folder: string): Promise<Outcome[]> {
    const whole = applications.filter(isTranslatable);
    const answers =
        whole.length === 0 ? [] : await translateApplications(whole.map(({ request }) => request));
    const answerOf = new Map(whole.map((application, i) => [application, answers[i]] as const));
    return outcomes(
        applications,
        applications.map((application) => answerOf.get(application)),
        folder,
    );
}

/** Prints what became of the applications; the table of verdicts where there is more than one. */
function print(all: readonly Outcome[], { unreadable }: FolderApplications, folder: string): void {
    const carriedOver = all.filter(({ refusals }) => refusals.length === 0);
    carriedOver.forEach((outcome) => printCarriedOver(outcome, folder));
    all.forEach(printRefusals);
    unreadable.forEach(({ file, message }) => console.error(`${file}: ${message}`));
    if (all.length + unreadable.length > 1) {
        printVerdicts(all, unreadable);
    }
    const queries = carriedOver.flatMap((outcome) => outcome.queries);
    if (queries.length > 0) {
        printNextSteps(queries, folder);
    }
}

/**
 * Translates the applications of a file or a folder, plans the queries, runs them over records if there are any, and only then
 * writes them. Of an application that cannot be carried over, nothing is written.
 */
export async function run({ values, positionals }: ImportArguments): Promise<void> {
    const [place = ""] = positionals;
    const { to: folder = SQL_DIR, schema, force } = values;
    const samples = values.records === undefined ? undefined : sampleRecords(values.records, values.every);
    const found = read(place, schema);
    await flinkJar();
    const planned = await translated(found.applications, folder);
    checkTarget(
        planned.flatMap(({ queries }) => queries),
        folder,
        force,
    );
    const all = samples === undefined ? planned : await tried(planned, samples);
    writeQueries(
        all.flatMap(({ queries }) => queries),
        folder,
    );
    print(all, found, folder);
    const isComplete = found.unreadable.length === 0 && all.every(({ refusals }) => refusals.length === 0);
    process.exitCode = isComplete ? 0 : 1;
}
