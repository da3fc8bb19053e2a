import { readFileSync } from "node:fs";
import * as path from "node:path";
import { ROOT } from "../runtime/paths";
import { ALARM_RUNBOOKS } from "./alarm-runbooks";
import { Block, withBlock } from "./block";
import { commandsPage } from "./commands-page";
import { configurationPage } from "./configuration-page";
import { CORRECTIONS, STRICT_LIMITS } from "./correction-list";
import { migrationPage } from "./migration-page";
import { policyPages } from "./policy-pages";
import { PROPERTY_GROUPS } from "./property-group-table";
import { providerPage } from "./provider-table";
import { REJECTION_REASONS } from "./rejection-table";

/** A page of the documentation that is generated, as a whole or in part. */
export interface Page {
    /** Its path, relative to the root. */
    readonly file: string;
    /** @returns the whole text that the page is to have. */
    readonly generate: () => string;
}

/** A page that is written by hand, apart from its blocks. */
function pageWithBlocks(file: string, ...blocks: readonly Block[]): Page {
    return {
        file,
        generate: () => blocks.reduce(withBlock, readFileSync(path.join(ROOT, file), "utf8")),
    };
}

/** Every generated page: `npm run docs` writes them, and tests/docs fails where one is out of date. A new one is one line here. */
export const PAGES: readonly Page[] = [
    { file: "docs/commands.md", generate: commandsPage },
    { file: "docs/configuration.md", generate: configurationPage },
    { file: "docs/migrate-from-kinesis-analytics.md", generate: migrationPage },
    { file: "docs/provider.md", generate: providerPage },
    pageWithBlocks("docs/architecture.md", PROPERTY_GROUPS),
    pageWithBlocks("docs/operations.md", ALARM_RUNBOOKS),
    pageWithBlocks("docs/queries.md", REJECTION_REASONS),
    pageWithBlocks("docs/local-cloud.md", STRICT_LIMITS, CORRECTIONS),
    ...[...policyPages()].map(([file, text]) => ({ file, generate: () => text })),
];
