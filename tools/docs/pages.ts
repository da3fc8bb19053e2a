import { alarmRunbooks } from "./alarm-runbooks";
import { configurationPage } from "./configuration-page";
import { correctionList } from "./correction-list";
import { migrationPage } from "./migration-page";
import { Page, withPart } from "./page";
import { providerPage } from "./provider-table";

/** Every page that `npm run docs` writes; a test fails where one is stale. */
export const PAGES: readonly Page[] = [
    { file: "docs/configuration.md", render: configurationPage },
    { file: "docs/migrate-from-kinesis-analytics.md", render: migrationPage },
    { file: "docs/provider.md", render: providerPage },
    { file: "docs/operations.md", render: (page) => withPart(page, "alarms", alarmRunbooks()) },
    {
        file: "docs/local-cloud.md",
        render: (page) =>
            withPart(
                withPart(page, "corrections", correctionList("corrections")),
                "strict",
                correctionList("strict"),
            ),
    },
];
