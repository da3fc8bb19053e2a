const { existsSync, readFileSync } = require("node:fs");
const { SourceMap } = require("node:module");
const path = require("node:path");

/**
 * @typedef {{ map: SourceMap, folder: string } | undefined} FoundMap
 * @type {Map<string, FoundMap>}
 */
const maps = new Map();

/**
 * The source map of a bundle, read when it is needed first: few processes ever print a stack trace.
 *
 * @param {string} bundle
 * @returns {FoundMap}
 */
function mapOf(bundle) {
    if (!maps.has(bundle)) {
        const file = `${bundle}.map`;
        const found = existsSync(file)
            ? { map: new SourceMap(JSON.parse(readFileSync(file, "utf8"))), folder: path.dirname(bundle) }
            : undefined;
        maps.set(bundle, found);
    }
    return maps.get(bundle);
}

/**
 * A frame of a stack trace as text, with its place in the source where it lies in a bundle.
 *
 * @param {NodeJS.CallSite} frame
 * @param {Record<string, string>} bundleOf
 */
function frameText(frame, bundleOf) {
    const file = frame.getFileName();
    const text = String(frame);
    const bundle = file ? bundleOf[file] : undefined;
    const found = bundle === undefined ? undefined : mapOf(bundle);
    const [line, column] = [frame.getLineNumber() ?? 1, frame.getColumnNumber() ?? 1];
    const entry = found?.map.findEntry(line - 1, column - 1);
    if (!found || !entry || !("originalSource" in entry)) {
        return text;
    }
    const source = path.resolve(found.folder, entry.originalSource);
    return text.replace(
        `${file}:${line}:${column}`,
        `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`,
    );
}

/**
 * Has stack traces name the sources of what was bundled.
 *
 * @param {Record<string, string>} bundleOf bundles, by the file whose name frames have.
 */
function mapStackTraces(bundleOf) {
    Error.prepareStackTrace = (error, frames) => {
        const head = Error.prototype.toString.call(error);
        return [head, ...frames.map((frame) => `    at ${frameText(frame, bundleOf)}`)].join("\n");
    };
}

module.exports = { mapStackTraces };
