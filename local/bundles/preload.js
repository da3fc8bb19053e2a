/**
 * Loaded before a Node.js process of the local cloud (node --require). It lets the process load its modules faster, and
 * changes nothing of what they do:
 * - V8's code cache keeps what was compiled before, as Node.js 22 does it by itself (Node.js documentation, "Module compile
 *   cache"); a module whose text differs is compiled again.
 * - The program's and the policy pack's TypeScript come from their bundles, built from the sources as they are.
 * - Stack traces name the lines of the sources.
 */
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const { keepCode } = require("./code-cache");
const { lightenPulumi } = require("./faster-start");
const { ROOT } = require("./sources");
const { mapStackTraces } = require("./stack-traces");

/** Where the code cache is, and which sources have bundles that replace them (a JSON object); for this process alone. */
const { CC_PIPELINE_CODE_CACHE: code, CC_PIPELINE_BUNDLES: bundles = "{}" } = process.env;
delete process.env["CC_PIPELINE_CODE_CACHE"];
delete process.env["CC_PIPELINE_BUNDLES"];

/** @type {Record<string, string>} */
const bundleOf = JSON.parse(bundles);
const extensions = /** @type {{ _extensions: Record<string, (module: Module, file: string) => void> }} */ (
    /** @type {unknown} */ (Module)
)._extensions;

/**
 * A source file under its own name, so that it finds its folder and its packages, but with its bundle's text.
 *
 * @param {(module: Module, file: string) => void} [otherwise] loads files without a bundle.
 * @returns {(module: Module, file: string) => void}
 */
function fromBundle(otherwise) {
    return (module, file) => {
        const bundle = bundleOf[file];
        if (bundle === undefined) {
            if (!otherwise) {
                throw new Error(`${file}: this process runs bundled TypeScript only`);
            }
            return otherwise(module, file);
        }
        const compiled = /** @type {{ _compile(text: string, file: string): void }} */ (
            /** @type {unknown} */ (module)
        );
        compiled._compile(readFileSync(bundle, "utf8"), file);
    };
}

if (Object.keys(bundleOf).length > 0) {
    extensions[".ts"] = fromBundle(extensions[".ts"]);
    extensions[".js"] = fromBundle(extensions[".js"]);
    lightenPulumi(ROOT);
}
if (code !== undefined) {
    keepCode(code);
}
mapStackTraces(bundleOf);
