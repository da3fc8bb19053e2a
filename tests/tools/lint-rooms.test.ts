import assert from "node:assert/strict";
import * as path from "node:path";
import { ESLint } from "eslint";
import { ROOT } from "../../tools/runtime/paths";

/** File, a statement planted there, and what the message has to say; undefined where it is allowed. */
const CASES: readonly [string, string, RegExp | undefined][] = [
    ["index.ts", 'import "./local/engine/deploy";', /index\.ts may import components:/],
    ["index.ts", 'import "./policy/rules";', /index\.ts may import components:/],
    ["index.ts", 'import "./components/storage/storage-tier";', undefined],
    [
        "components/planted.ts",
        'import "../local/cloud/clients";',
        /components may import nothing outside of it:/,
    ],
    [
        "components/planted.ts",
        'import "../tools/runtime/paths";',
        /components may import nothing outside of it:/,
    ],
    ["components/planted.ts", 'import "../policy/rules";', /components may import nothing outside of it:/],
    [
        "components/planted.ts",
        'import "../tests/support/program";',
        /components may import nothing outside of it:/,
    ],
    ["components/planted.ts", 'import "../policy/facts/kinesis-limits.json";', undefined],
    ["components/planted.ts", 'import "../policy/config/dev.json";', /components may import nothing/],
    ["components/planted.ts", 'export * from "./storage/storage-tier";', undefined],
    [
        "components/foundation/planted.ts",
        'import "../queries/query";',
        /components\/foundation may import nothing/,
    ],
    [
        "components/foundation/planted.ts",
        'import "../config/schema";',
        /components\/foundation may import nothing/,
    ],
    ["components/foundation/planted.ts", 'import "./names";', undefined],
    ["components/config/planted.ts", 'import "../storage/storage-tier";', /components\/config may import /],
    ["components/queries/planted.ts", 'import "../analytics/flink-tier";', /components\/queries may import /],
    ["components/catalog/planted.ts", 'import "../storage/storage-tier";', /components\/catalog may import /],
    [
        "components/ingestion/planted.ts",
        'import "../catalog/results-table";',
        /components\/ingestion may import /,
    ],
    [
        "components/ingestion/planted.ts",
        'import "../config/read-config";',
        /components\/ingestion may import /,
    ],
    ["components/ingestion/planted.ts", 'import "../config/sections/stream";', undefined],
    [
        "components/storage/planted.ts",
        'import "../exposition/exposition-tier";',
        /components\/storage may import /,
    ],
    ["components/storage/planted.ts", 'import "../catalog/results-table";', undefined],
    [
        "components/analytics/planted.ts",
        'import "../storage/deliveries";',
        /components\/analytics may import /,
    ],
    [
        "components/analytics/planted.ts",
        'import "../catalog/results-table";',
        /components\/analytics may import /,
    ],
    [
        "components/exposition/planted.ts",
        'import "../storage/deliveries";',
        /components\/exposition may import /,
    ],
    [
        "components/monitoring/planted.ts",
        'import "../catalog/results-table";',
        /components\/monitoring may import /,
    ],
    ["components/stack/planted.ts", 'import "../monitoring/alarms";', /components\/stack may import /],
    ["examples/planted/index.ts", 'import "../../local/cloud/clients";', /examples may import components:/],
    [
        "policy/rules/planted.ts",
        'import "../../components/foundation/names";',
        /policy may import nothing outside/,
    ],
    [
        "policy/rules/planted.ts",
        'import "../iam/judges/trust";',
        /policy\/iam is imported only through policy\/iam\/index/,
    ],
    ["policy/rules/planted.ts", 'import "../iam";', undefined],
    [
        "tools/docs/planted.ts",
        'import "../../policy/iam/judges/trust";',
        /policy\/iam is imported only through/,
    ],
    ["tools/docs/planted.ts", 'import "../../policy/cli/rule-list";', undefined],
    ["tools/docs/planted.ts", 'import "../../local/provider/types";', undefined],
    ["tools/docs/planted.ts", 'import "../../local/engine/deploy";', /tools\/docs may import /],
    ["tools/sql/planted.ts", 'import "../../local/pipeline-run/feed";', /tools may import components:/],
    ["tools/sql/planted.ts", 'import "../../policy/rules";', /tools may import components:/],
    ["tools/sql/planted.ts", 'import "../../components/queries/query";', undefined],
    ["tools/registry/planted.ts", 'import "../../local/commands/start";', /tools\/registry may import /],
    ["tools/cli.js", 'require("../local/engine/deploy");', /tools\/cli\.js may import /],
    ["tools/cli.js", 'require("../local/bundles/bundles");', undefined],
    ["local/cloud/planted.ts", 'import "../../tests/support/clone";', /local may import tools, components:/],
    ["local/cloud/planted.ts", 'import "../../policy/rules";', /local may import tools, components:/],
    [
        "local/cloud/planted.ts",
        'export { a } from "../../policy/rules";',
        /local may import tools, components:/,
    ],
    ["local/cloud/planted.ts", 'void import("../../policy/rules");', /local may import tools, components:/],
    ["local/cloud/planted.ts", 'import a = require("../../policy/rules"); a();', /local may import tools/],
    ["local/cloud/planted.ts", 'export type A = import("../../policy/rules").A;', /local may import tools/],
    ["tests/unit/planted.ts", 'import "../../policy/iam/judges/trust";', undefined],
    ["tests/unit/planted.ts", 'import "../../local/engine/deploy";', undefined],
];

describe("the lint rule of the allowed imports between rooms", function () {
    this.timeout(30_000);
    const eslint = new ESLint({ cwd: ROOT });

    for (const [file, statement, message] of CASES) {
        it(`${message ? "refuses" : "allows"} in ${file}: ${statement}`, async () => {
            const [result] = await eslint.lintText(`${statement}\n`, { filePath: path.join(ROOT, file) });
            const found = (result?.messages ?? []).filter(({ ruleId }) => ruleId === "rooms/allowed-imports");
            assert.equal(found.length, message ? 1 : 0, JSON.stringify(result?.messages));
            if (message) {
                assert.match(found[0]?.message ?? "", message);
            }
        });
    }
});
