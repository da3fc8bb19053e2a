import { readFileSync } from "node:fs";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import { Mistake } from "../../components/config/key";
import { PipelineConfig, SCHEMA } from "../../components/config/schema";
import { ROOT } from "../runtime/paths";

/** The part of a configuration that names queries; the compiler holds its keys against the schema. */
type AnalyticsPart = { readonly analytics: Partial<PipelineConfig["analytics"]> };

function projectName(): string {
    const { name } = parse(readFileSync(path.join(ROOT, "Pulumi.yaml"), "utf8")) as { name: string };
    return name;
}

/**
 * What to write below `config:` in a stack's file to run queries. Their windows' lengths are in their SQL.
 *
 * @returns YAML.
 * @throws Error where the configuration does not accept the names, which queryName prevents.
 */
export function configSnippet(names: readonly string[]): string {
    const queries = SCHEMA.analytics.queries.parse(names.join(","));
    if (queries instanceof Mistake) {
        throw new Error(`analytics.queries does not accept ${names.join(", ")}`);
    }
    const part: AnalyticsPart = { analytics: { queries } };
    return stringify(
        Object.fromEntries(
            Object.entries(part).map(([section, values]) => [`${projectName()}:${section}`, values]),
        ),
    ).trimEnd();
}
