/**
 * A folder or file, what of this repository its files may import besides their own folder, and why no more.
 *
 * @typedef {{ room: string, may: readonly string[], why: string }} Room
 */

/** Parts of components/ that every tier may use. */
const SHARED = /** @type {const} */ ([
    "components/foundation",
    "components/queries",
    "components/config/section",
    "components/config/sections",
    "components/config/settings",
]);
const TIERS =
    "tiers know only what they share: the foundation, queries, and their sections of the configuration";
const READS_RESULTS = "only storage and exposition know what results look like";

/**
 * The allowed imports between rooms; the first entry that has the importing file counts. tests/ may import everything, and
 * packages are free.
 *
 * @type {readonly Room[]}
 */
const ROOMS = [
    {
        room: "index.ts",
        may: ["components"],
        why: "the program knows neither the policy pack nor the local cloud",
    },
    { room: "components/foundation", may: [], why: "the foundation knows nothing of what is built on it" },
    { room: "components/config", may: ["components/foundation"], why: "the configuration knows no tier" },
    { room: "components/queries", may: ["components/foundation"], why: "queries know no tier" },
    { room: "components/catalog", may: SHARED, why: TIERS },
    { room: "components/ingestion", may: SHARED, why: TIERS },
    { room: "components/storage", may: [...SHARED, "components/catalog"], why: `${TIERS}; ${READS_RESULTS}` },
    { room: "components/analytics", may: SHARED, why: TIERS },
    {
        room: "components/exposition",
        may: [...SHARED, "components/catalog"],
        why: `${TIERS}; ${READS_RESULTS}`,
    },
    { room: "components/monitoring", may: SHARED, why: TIERS },
    { room: "components/stack", may: SHARED, why: TIERS },
    { room: "components", may: [], why: "components know neither the policy pack nor the local cloud" },
    { room: "examples", may: ["components"], why: "an example is a program of its own" },
    { room: "policy", may: [], why: "the policy pack stands alone: it is also a package of its own" },
    {
        room: "tools/cli.js",
        may: ["tools", "local/bundles"],
        why: "the entry starts the local cloud's bundle",
    },
    {
        room: "tools/registry",
        may: ["tools", "policy"],
        why: "the registry loads other commands by their paths when they run",
    },
    {
        room: "tools/docs",
        may: ["tools", "components", "policy", "local/provider", "tests/policy/rule-examples"],
        why: "of the local cloud, only the provider has a generated page; the rules' examples are those of their tests",
    },
    { room: "tools", may: ["components"], why: "tools work without the local cloud and the policy pack" },
    {
        room: "local",
        may: ["tools", "components"],
        why: "the local cloud knows neither the policy pack's code nor tests",
    },
];

/**
 * Folders that are entered by one file alone; what is inside is nobody else's business.
 *
 * @type {readonly { folder: string, door: string }[]}
 */
const DOORS = [{ folder: "policy/iam", door: "policy/iam/index" }];

/**
 * Data that rooms share, so that a fact is written once: JSON files only, which know nobody.
 *
 * @type {readonly string[]}
 */
const SHARED_DATA = ["flink/src/main/resources", "policy/facts", "sql"];

/** Who may pass by a door: tests of what is inside. */
const PASSES_DOORS = "tests";

module.exports = { DOORS, PASSES_DOORS, ROOMS, SHARED_DATA };
