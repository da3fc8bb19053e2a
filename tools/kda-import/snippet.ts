import { readFileSync } from "node:fs";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import { PipelineConfig } from "../../components/config/schema";
import { ROOT } from "../runtime/paths";

/** What a stack has to set to run a query; undefined window: the default fits. */
export interface RunnableQuery {
    readonly name: string;
    readonly windowSeconds: number | undefined;
}

/** The part of a configuration that names queries; the compiler holds its keys against the schema. */
type AnalyticsPart = { readonly analytics: Partial<PipelineConfig["analytics"]> };

function projectName(): string {
    const { name } = parse(readFileSync(path.join(ROOT, "Pulumi.yaml"), "utf8")) as { name: string };
    return name;
}

/**
 * What to write below `config:` in a stack's file to run queries: one text for all that have the same windows, because a
 * stack has one length of windows.
 *
 * @returns YAML.
 */
export function configSnippets(queries: readonly RunnableQuery[]): string[] {
    const windows = [...new Set(queries.map(({ windowSeconds }) => windowSeconds))];
    return windows.map((windowSeconds) => {
        const names = queries
            .filter((query) => query.windowSeconds === windowSeconds)
            .map(({ name }) => name);
        const part: AnalyticsPart = {
            analytics: { queries: names, ...(windowSeconds !== undefined && { windowSeconds }) },
        };
        return stringify(
            Object.fromEntries(
                Object.entries(part).map(([section, values]) => [`${projectName()}:${section}`, values]),
            ),
        ).trimEnd();
    });
}
