import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    AnalyticsTier,
    CatalogTier,
    KinesisSqlTier,
    MonitoringTier,
    StorageTier,
    readQuery,
    resourceNames,
} from "../../components";
import { mockedRun, standInJar } from "../../tools/docs/mocked-run";
import { DEPLOYMENT as deployment } from "../support/program-run";
import { QUERY, deliveries, queries, sink, source } from "./tier-arguments";

describe("a tier refuses, in one line,", () => {
    const two = [QUERY, readQuery("distinct-hosts")];
    const REFUSED: readonly (readonly [condition: string, build: () => unknown, message: string])[] = [
        [
            "Parquet without the catalog that describes it",
            () =>
                new StorageTier("storage", {
                    deployment,
                    queries,
                    delivery: { parquet: true, bufferMb: 64 },
                }),
            "delivery.parquet: results are converted by their tables; give a catalog as well",
        ],
        [
            "Parquet with a buffer that Firehose refuses",
            () => new StorageTier("storage", { deployment, queries, delivery: { parquet: true } }),
            "delivery.bufferMb: '5' is too little for Parquet; give 64 to 128",
        ],
        [
            "Parquet with a catalog of JSON lines",
            () =>
                new StorageTier("storage", {
                    deployment,
                    queries,
                    catalog: new CatalogTier("catalog", { deployment, queries }),
                    delivery: { parquet: true, bufferMb: 64 },
                }),
            "delivery.parquet: 'true', and the catalog's tables have parquet 'false'; give both the same",
        ],
        [
            "a bucket that the catalog does not describe",
            () =>
                new StorageTier("storage", {
                    deployment,
                    queries,
                    catalog: new CatalogTier("catalog", { deployment, queries }),
                    bucket: { name: "another" },
                }),
            `catalog: its tables are of the bucket '${resourceNames(deployment).resultsBucket}', and results go to 'another'; give both tiers the same names`,
        ],
        [
            "alarms without delivery streams",
            () => new MonitoringTier("monitoring", { deployment, streamName: "web-logs", deliveries: [] }),
            "deliveries: there are none, and the alarms watch them; give those of a StorageTier",
        ],
        [
            "two queries on the engine kinesis-sql",
            () => new KinesisSqlTier("analytics", { deployment, source, sink, queries: two }),
            "queries: the engine kinesis-sql runs one query; give one",
        ],
        [
            "no query on the engine kinesis-sql",
            () => new KinesisSqlTier("analytics", { deployment, source, sink, queries: [] }),
            "queries: the engine kinesis-sql runs one query; give one",
        ],
        [
            "CSV records on the engine kinesis-sql",
            () =>
                new KinesisSqlTier("analytics", {
                    deployment,
                    source,
                    sink,
                    queries: queries.map((query) => ({ ...query, records: { format: "CSV" as const } })),
                }),
            "queries: 'status-counts' has records in its schema, and the engine kinesis-sql reads JSON objects only; give the engine flink",
        ],
        [
            "a query that no delivery stream takes",
            () =>
                new AnalyticsTier("analytics", { deployment, source, sink, queries: two, jar: standInJar() }),
            "sink: no delivery stream takes 'distinct-hosts'; there are status-counts, rejected",
        ],
        [
            "a budget without the tags that find its costs",
            () =>
                new MonitoringTier("monitoring", {
                    deployment,
                    streamName: "web-logs",
                    deliveries,
                    monitoring: { budgetUsd: 100 },
                    tags: { project: "cc-pipeline" },
                }),
            "monitoring.budgetUsd: a budget finds its resources by the tags project and stack; give tags as well",
        ],
        [
            "a setting out of its limits, named by the tier's argument",
            () =>
                new AnalyticsTier("analytics", {
                    deployment,
                    source,
                    sink,
                    queries,
                    jar: standInJar(),
                    flink: { parallelism: 0 },
                }),
            "flink.parallelism: '0' is out of range; give a whole number from 1 to 64",
        ],
        [
            "a query that does not exist",
            () => readQuery("status-count", "queries"),
            "queries: 'status-count' has no sql/status-count.sql with a sql/status-count.schema.json; give one of " +
                "anomalous-status, bytes-cumulating, distinct-hosts, error-rate-sliding, late-aware-counts, passthrough, " +
                "sessions-by-host, status-counts, ticker-max, top-paths",
        ],
    ];
    for (const [condition, build, message] of REFUSED) {
        it(condition, () =>
            assert.rejects(
                () => mockedRun(build, deployment),
                (error) => {
                    assert.ok(pulumi.RunError.isInstance(error), String(error));
                    assert.equal(error.message, message);
                    return true;
                },
            ),
        );
    }

    it("and the alarms watch the bucket that the settings name", async () => {
        const bucket = { name: "another" };
        const { resources } = await mockedRun(
            () =>
                new MonitoringTier("monitoring", { deployment, streamName: "web-logs", deliveries, bucket }),
            deployment,
        );
        const alarm = resources.find(({ name }) => name === "errorObjects");
        assert.deepEqual(alarm?.inputs["dimensions"], { BucketName: "another", FilterId: "errors" });
    });

    it("but takes a budget with both tags", async () => {
        const { resources } = await mockedRun(
            () =>
                new MonitoringTier("monitoring", {
                    deployment,
                    streamName: "web-logs",
                    deliveries,
                    monitoring: { budgetUsd: 100 },
                    tags: { project: "cc-pipeline", stack: "test" },
                }),
            deployment,
        );
        assert.equal(resources.filter(({ type }) => type === "aws:budgets/budget:Budget").length, 1);
    });
});
