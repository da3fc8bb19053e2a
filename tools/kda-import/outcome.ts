import * as path from "node:path";
import { Application, Refusal } from "./application";
import { TranslatedApplication, TranslatedQuery } from "./translation";
import { queryName } from "./query-name";

/** A query with the name of its files. */
export interface NamedQuery {
    readonly name: string;
    readonly query: TranslatedQuery;
}

/** What became of an application: its queries, or the reasons why there are none. */
export interface Outcome {
    readonly application: Application;
    readonly queries: readonly NamedQuery[];
    readonly notes: readonly string[];
    readonly refusals: readonly Refusal[];
}

/** What cannot be carried over, from the first place in the code to the last; what is not in the code comes first. */
function inOrder(refusals: readonly Refusal[]): Refusal[] {
    const place = ({ line = 0, column = 0 }: Refusal) => line * 1e6 + column;
    return [...refusals].sort((left, right) => place(left) - place(right));
}

const NO_QUERY: Refusal = {
    construct: "no query",
    message:
        "no pump of its code inserts rows into a stream; give the code with CREATE PUMP … AS INSERT INTO …",
};

/** Names that files of the target folder have because they are imported themselves: SQL code is not overwritten by its query. */
function sourceNames(applications: readonly Application[], folder: string): Set<string> {
    const sources = applications
        .map(({ file }) => file)
        .filter((file) => file.endsWith(".sql") && path.resolve(path.dirname(file)) === path.resolve(folder));
    return new Set(sources.map((file) => path.basename(file, ".sql").toLowerCase()));
}

/**
 * Joins applications with the translator's answers, and names the queries: after the application, and its in-application
 * stream where there are several.
 *
 * @param answers one for each application, in their order; undefined for one that the translator was not asked for.
 * @param folder where the queries are written.
 */
export function outcomes(
    applications: readonly Application[],
    answers: readonly (TranslatedApplication | undefined)[],
    folder: string,
): Outcome[] {
    const names = sourceNames(applications, folder);
    const named = (query: TranslatedQuery, wanted: string): NamedQuery => {
        const name = queryName(wanted, names);
        names.add(name);
        return { name, query };
    };
    return applications.map((application, i) => {
        const answer = answers[i];
        const refused = inOrder([...application.leftOut, ...(answer?.refusals ?? [])]);
        const refusals = refused.length === 0 && !answer?.queries.length ? [NO_QUERY] : refused;
        const queries = refusals.length === 0 ? (answer?.queries ?? []) : [];
        const { name } = application.request;
        return {
            application,
            queries: queries.map((query) =>
                named(query, queries.length > 1 ? `${name}-${query.stream}` : name),
            ),
            notes: [...application.notes, ...(answer?.notes ?? [])],
            refusals,
        };
    });
}
