/** Bundles the programs: node build.js FOLDER. It runs once for each state of the sources. */
const { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync } = require("node:fs");
const path = require("node:path");
const esbuild = require("esbuild");
const { BUNDLES, ROOT, SOURCES, WITHOUT_PACKAGES } = require("./sources");

/** Folders of earlier sources that stay: what runs may still read its source map. */
const KEPT = 3;
/** What names a folder of this repository's own sources, as a pattern for Go. */
const OWN = new RegExp(
    `^${ROOT.replace(/[^\w/]/g, "\\$&")}/(${SOURCES.join("|").replace(/\./g, "\\.")})(/.*)?$`,
);

/**
 * A bundle lies in another folder than its sources, whose own folder has to stay what it is for them.
 *
 * @type {import("esbuild").Plugin}
 */
const ownFolder = {
    name: "own-folder",
    setup(build) {
        build.onLoad({ filter: OWN }, ({ path: file }) => {
            if (!/\.(ts|js)$/.test(file)) {
                return undefined;
            }
            const contents = readFileSync(file, "utf8")
                .replace(/\b__dirname\b/g, JSON.stringify(path.dirname(file)))
                .replace(/\b__filename\b/g, JSON.stringify(file));
            return { contents, loader: file.endsWith(".ts") ? "ts" : "js" };
        });
    },
};

/**
 * The policy pack registers tsx for its TypeScript; in its bundle there is none.
 *
 * @type {import("esbuild").Plugin}
 */
const withoutTsx = {
    name: "without-tsx",
    setup(build) {
        build.onResolve({ filter: /^tsx\/cjs\/api$/ }, ({ path: name }) => ({
            path: name,
            namespace: "none",
        }));
        build.onLoad({ filter: /.*/, namespace: "none" }, () => ({
            contents: "exports.register = () => undefined;",
        }));
    },
};

/**
 * The local cloud's programs check a configuration with the program's own code. Of the Pulumi SDK that code uses errors alone,
 * and the whole SDK takes a second to load.
 *
 * @type {import("esbuild").Plugin}
 */
const pulumiErrors = {
    name: "pulumi-errors",
    setup(build) {
        build.onResolve({ filter: /^@pulumi\/pulumi$/ }, ({ importer }) =>
            importer.startsWith(path.join(ROOT, "components", "/"))
                ? { path: require.resolve("@pulumi/pulumi/errors") }
                : undefined,
        );
    },
};

/** @type {import("esbuild").BuildOptions} */
const COMMON = {
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    // What is loaded when it is needed is loaded by require: the bundles run where import() has no loader.
    supported: { "dynamic-import": false },
    mainFields: ["main"],
    sourcemap: "linked",
    sourcesContent: false,
    logLevel: "silent",
};

/** @param {string} folder */
async function bundle(folder) {
    const entries = Object.entries(BUNDLES).map(([name, source]) => ({
        name,
        source: path.join(ROOT, source),
    }));
    const whole = entries.filter(({ name }) => !WITHOUT_PACKAGES.includes(name));
    await esbuild.build({
        ...COMMON,
        entryPoints: Object.fromEntries(whole.map(({ name, source }) => [name, source])),
        outdir: folder,
        plugins: [ownFolder, pulumiErrors],
    });
    for (const { name, source } of entries.filter((one) => !whole.includes(one))) {
        await esbuild
            .build({
                ...COMMON,
                entryPoints: { [name]: source },
                outdir: folder,
                plugins: [ownFolder, withoutTsx],
                // @pulumi/aws has thousands of files and loads those that are asked for.
                packages: "external",
            })
            .catch((error) => {
                if (!error.errors?.length) {
                    throw error; // not of the sources: another time, it can be bundled
                }
                // Without a bundle, it is run from its sources: Pulumi says what is wrong with it, as anywhere else.
                rmSync(path.join(folder, `${name}.js`), { force: true });
            });
    }
}

/** @param {string} kept */
function removeEarlier(kept) {
    const all = path.dirname(kept);
    const age = (/** @type {string} */ folder) => statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    readdirSync(all)
        .map((name) => path.join(all, name))
        .filter((folder) => folder !== kept)
        .sort((a, b) => age(b) - age(a))
        .slice(KEPT)
        .forEach((folder) => rmSync(folder, { recursive: true, force: true }));
}

/** @param {string} folder */
async function main(folder) {
    const next = `${folder}.${process.pid}.next`;
    mkdirSync(next, { recursive: true });
    try {
        await bundle(next);
        if (!existsSync(path.join(folder, "cloud.js"))) {
            rmSync(folder, { recursive: true, force: true }); // what is left of one that was removed
        }
        renameSync(next, folder);
    } catch (error) {
        if (!existsSync(folder)) {
            throw error; // else another command was faster
        }
    } finally {
        rmSync(next, { recursive: true, force: true });
    }
    removeEarlier(folder);
}

main(process.argv[2] ?? "").catch((error) => {
    const [first] = error.errors ?? [];
    const { file, line, column } = first?.location ?? {};
    console.error(first ? `${file}:${line}:${column}: ${first.text}` : error.message);
    process.exit(1);
});
