const path = require("node:path");
const { whyIgnored } = require("./texts");

const ROOT = path.join(__dirname, "..", "..");
const LONGEST = 100;

/**
 * @typedef {Pick<import("@stryker-mutator/api/core", { with: { "resolution-mode": "import" } }).MutantResult,
 *     "status" | "fileName" | "location" | "mutatorName" | "replacement">} Result
 */

/**
 * One line for a mutant that survived: its place, what was changed, and into what.
 *
 * @param {Result} result
 * @param {string} [root] what the place is relative to.
 * @returns {string | undefined} undefined where it did not.
 */
function survivorLine({ status, fileName, location: { start }, mutatorName, replacement = "" }, root = ROOT) {
    if (status !== "Survived" && status !== "NoCoverage") {
        return undefined;
    }
    const text = replacement.replace(/\s+/g, " ");
    const short = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
    const untested = status === "NoCoverage" ? " (no test runs it)" : "";
    const place = `${path.relative(root, fileName)}:${start.line}:${start.column}`;
    return `${place} ${mutatorName}${untested} → ${short}`;
}

/** Reports each survivor as soon as it is known: a run takes long, and one that is interrupted keeps nothing else. */
class SurvivorReporter {
    /** @param {Result} result */
    onMutantTested(result) {
        const line = survivorLine(result);
        if (line !== undefined) {
            console.log(line);
        }
    }
}

/** What Stryker loads. */
const strykerPlugins = [
    { kind: "Ignore", name: "texts", value: { shouldIgnore: whyIgnored } },
    { kind: "Reporter", name: "survivors", injectableClass: SurvivorReporter },
];

module.exports = { strykerPlugins, survivorLine };
