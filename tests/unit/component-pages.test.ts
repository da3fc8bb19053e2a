import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { DocumentedComponent, documentedComponents } from "../../tools/docs/component-types";
import { componentPages, leftoverComponentPages } from "../../tools/docs/component-pages";

const ROOT = path.join(__dirname, "..", "..");
const FOLDER = "docs/components";

describe("the component pages", function () {
    this.timeout(60_000);
    let components: DocumentedComponent[];
    let pages: Map<string, string>;

    before(async () => {
        components = documentedComponents();
        pages = await componentPages();
    });

    it("are up to date, and there are no others; if not: npm run docs", () => {
        assert.deepEqual(leftoverComponentPages(pages), []);
        for (const [file, text] of pages) {
            assert.equal(readFileSync(path.join(ROOT, file), "utf8"), text, file);
        }
    });

    it("cover every component that components/index.ts exports", () =>
        assert.deepEqual(components.map(({ name }) => name).sort(), [
            "AnalyticsTier",
            "CatalogTier",
            "ExpositionTier",
            "IngestionTier",
            "KinesisSqlTier",
            "MonitoringTier",
            "PrivateBucket",
            "StorageTier",
        ]));

    it("describe every component, argument and output", () => {
        const silent = components.flatMap(({ name, text, inputs, outputs }) => [
            ...(text === "" ? [name] : []),
            ...[...inputs, ...outputs]
                .filter((member) => member.text === "")
                .map((member) => `${name}.${member.name}`),
        ]);
        assert.deepEqual(silent, []);
    });

    it("say which arguments are required, and the default of each of the others", () => {
        const storage = components.find(({ name }) => name === "StorageTier");
        const required = storage?.inputs.filter(({ optional }) => !optional).map(({ name }) => name);
        assert.deepEqual(required?.sort(), ["deployment", "queries"]);
        const silent = components.flatMap(({ name, inputs }) =>
            inputs
                .filter((input) => input.optional && !input.default)
                .map((input) => `${name}.${input.name}`),
        );
        assert.deepEqual(silent, []);
    });

    it("show the safe settings that the resources really get", () => {
        const page = pages.get(`${FOLDER}/ingestion-tier.md`) ?? "";
        assert.match(page, /`metadataOptions.httpTokens`: `"required"`/);
        assert.match(page, /`blockDeviceMappings\[0\].ebs.encrypted`: `"true"`/);
        assert.match(pages.get(`${FOLDER}/private-bucket.md`) ?? "", /`restrictPublicBuckets`: `true`/);
        assert.match(
            pages.get(`${FOLDER}/private-bucket.md`) ?? "",
            /denies `s3:\*` on `arn:aws:s3:::my-uploads, arn:aws:s3:::my-uploads\/\*`, where `aws:SecureTransport` Bool `false`/,
        );
        assert.match(
            pages.get(`${FOLDER}/exposition-tier.md`) ?? "",
            /enforceWorkgroupConfiguration`: `true`/,
        );
    });

    it("leave out what other components of the same example create", () => {
        const page = pages.get(`${FOLDER}/exposition-tier.md`) ?? "";
        assert.match(page, /aws:athena\/workgroup:Workgroup/);
        assert.doesNotMatch(page, /aws:glue/);
    });

    it("have the package's component, with the default of each argument that is left out", () => {
        const page = pages.get(`${FOLDER}/streaming-log-pipeline.md`) ?? "";
        assert.match(page, /^\| `accountId` \| `string` \| \*\*required\*\* \|/m);
        assert.match(
            page,
            /^\| `windowSeconds` \| `number` \| 60 \| Length of the queries' windows in seconds\. \|$/m,
        );
    });
});
