import assert from "node:assert/strict";
import {
    AnalyticsTier,
    Deployment,
    FlinkSettings,
    IngestionTier,
    IngestionTierArgs,
    MonitoringTier,
    MonitoringTierArgs,
    StorageTier,
    StorageTierArgs,
} from "../../components";
import { standInJar } from "../../tools/docs/mocked-run";
import { DEPLOYMENT } from "../support/program-run";
import { assertRefused } from "../support/refusals";
import { BAD_COMBINATIONS } from "./bad-combinations";
import { deliveries, queries, sink, source } from "./tier-arguments";

type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Settings by section; the values are text, as the configuration has them and as JavaScript may give them to a tier. */
function sectionsOf(values: Readonly<Record<string, string>>): Sections {
    const sections: Record<string, Record<string, string>> = {};
    for (const [key, value] of Object.entries(values)) {
        const [section = "", name = ""] = key.split(".");
        (sections[section] ??= {})[name] = value;
    }
    return sections;
}

interface Tier {
    readonly name: string;
    /** The sections whose settings it takes. */
    readonly takes: readonly string[];
    /** What it calls the section analytics. */
    readonly analytics?: string;
    readonly build: (deployment: Deployment, sections: Sections) => unknown;
}

const TIERS: readonly Tier[] = [
    {
        name: "IngestionTier",
        takes: ["stream", "producer"],
        build: (deployment, sections) =>
            new IngestionTier("ingestion", { deployment, ...(sections as Partial<IngestionTierArgs>) }),
    },
    {
        name: "StorageTier",
        takes: ["bucket", "delivery"],
        build: (deployment, sections) =>
            new StorageTier("storage", { deployment, queries, ...(sections as Partial<StorageTierArgs>) }),
    },
    {
        name: "AnalyticsTier",
        takes: ["analytics"],
        analytics: "flink",
        build: (deployment, { analytics }) =>
            new AnalyticsTier("analytics", {
                deployment,
                source,
                sink,
                queries,
                jar: standInJar(),
                flink: analytics as Partial<FlinkSettings>,
            }),
    },
    {
        name: "MonitoringTier",
        takes: ["stream", "analytics", "delivery", "bucket", "monitoring"],
        build: (deployment, sections) =>
            new MonitoringTier("monitoring", {
                deployment,
                streamName: "web-logs",
                deliveries,
                ...(sections as Partial<MonitoringTierArgs>),
            }),
    },
];

/** The keys that a tier has no setting for: AnalyticsTier is an engine, and is given its queries as an argument. */
const ARGUMENTS_OF_THE_TIER = /^analytics\.(engine|queries)$/;

interface Case {
    readonly title: string;
    readonly build: () => unknown;
    readonly where: Deployment;
    readonly message: string;
}

/** The combinations that the configuration refuses in one line, for each tier that takes all of their settings. */
function refusedByConfiguration(): Case[] {
    return TIERS.flatMap(({ name, takes, analytics = "analytics", build }) =>
        BAD_COMBINATIONS.flatMap(([values, [line = "", ...others], region = "us-east-1"]) => {
            const sections = sectionsOf(values);
            const own =
                Object.keys(sections).length > 0 &&
                Object.keys(sections).every((section) => takes.includes(section));
            const given =
                analytics === "analytics" ||
                !Object.keys(values).some((key) => ARGUMENTS_OF_THE_TIER.test(key));
            const where = { ...DEPLOYMENT, region };
            return own && given && others.length === 0
                ? [
                      {
                          title: `${name}: ${JSON.stringify(values)} in ${region}`,
                          build: () => build(where, sections),
                          where,
                          message: line.replace("cc-pipeline:", "").replaceAll("analytics.", `${analytics}.`),
                      },
                  ]
                : [];
        }),
    );
}

describe("a tier refuses the settings that the configuration refuses", () => {
    const cases = refusedByConfiguration();

    it("in each section that has settings which do not go together", () => {
        const tested = new Set(
            cases.map(({ title, message }) => `${title.split(":")[0]} ${message.split(".")[0]}`),
        );
        assert.deepEqual([...tested].sort(), [
            "AnalyticsTier flink",
            "IngestionTier producer",
            "IngestionTier stream",
            "MonitoringTier analytics",
            "MonitoringTier bucket",
            "MonitoringTier delivery",
            "MonitoringTier stream",
            "StorageTier bucket",
            "StorageTier delivery",
        ]);
        assert.ok(cases.length >= 50, `${cases.length} cases`);
    });

    for (const { title, build, where, message } of cases) {
        it(title, () => assertRefused(build, where, message));
    }

    it("all that is wrong at once, one line each", () =>
        assertRefused(
            () =>
                new IngestionTier("ingestion", {
                    deployment: DEPLOYMENT,
                    stream: { warmThroughputMib: 100 },
                    producer: { subnetId: "subnet-0123456789abcdef0" },
                }),
            DEPLOYMENT,
            "stream.warmThroughputMib: '100' is set on a provisioned stream, whose shards are its throughput; set stream.mode to ON_DEMAND, or leave it out\n" +
                "producer.subnetId: subnet and VPC go together; give both producer.subnetId and producer.vpcId, or neither",
        ));
});
