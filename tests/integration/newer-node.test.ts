import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { Clone } from "../support/clone";

const ROOT = path.join(__dirname, "..", "..");
const run = promisify(execFile);
/** Releases of the package `node` on npm, which holds the program itself. */
const RELEASES = ["22.23.3", "24.9.0"];
const INSTALL_MILLIS = 180_000;

/**
 * Installs a release of Node.js from npm, once.
 *
 * @returns the folder of its program; undefined, after a message, where the registry does not serve it.
 */
function installNode(release: string): string | undefined {
    const folder = path.join(ROOT, ".local", `node-${release}`);
    const bin = path.join(folder, "node_modules", "node", "bin");
    if (!existsSync(path.join(bin, "node"))) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(path.join(folder, "package.json"), "{}");
        const quiet = ["--no-save", "--no-fund", "--no-audit", "--loglevel=error"];
        const options = { cwd: folder, timeout: INSTALL_MILLIS, encoding: "utf8" as const };
        try {
            execFileSync("npm", ["install", ...quiet, `node@${release}`], { ...options, stdio: "pipe" });
        } catch (error) {
            const [reason = ""] = (error as Error).message.trim().split("\n").slice(-1);
            console.log(
                `Node.js ${release} is not tested: node@${release} cannot be installed from npm: ${reason}`,
            );
            return undefined;
        }
    }
    return bin;
}

/** The environment in which `node` is another release. */
function withNode(bin: string): NodeJS.ProcessEnv {
    return { ...process.env, PATH: `${bin}${path.delimiter}${process.env["PATH"] ?? ""}` };
}

// Mocha forbids pending tests here, so a release that cannot be had must be known before its tests are declared.
for (const [release, bin] of RELEASES.map((name) => [name, installNode(name)] as const)) {
    if (bin === undefined) {
        continue;
    }
    const env = withNode(bin);
    describe(`Node.js ${release}`, function () {
        this.timeout(400_000);
        const clone = new Clone(`test-node-${release}`, 14_000);
        // The pack's own packages, of other versions than the program's.
        symlinkSync(path.join(ROOT, "policy", "node_modules"), clone.file("policy/node_modules"));

        it("is what the tests below run on", async () => {
            const { stdout } = await run("node", ["--version"], { env });
            assert.equal(stdout.trim(), `v${release}`);
        });

        it("passes the unit and policy tests", async () => {
            const mocha = path.join(ROOT, "node_modules", "mocha", "bin", "mocha.js");
            const files = ["tests/unit/**/*.test.ts", "tests/policy/**/*.test.ts"];
            const args = ["--import", "tsx", mocha, "--reporter", "json", ...files];
            // Mocha ends with the number of failures.
            const ended = await run(path.join(bin, "node"), args, {
                cwd: clone.folder,
                env,
                maxBuffer: 1 << 28,
            }).catch((error: Error & { stdout: string }) => error);
            const begin = ended.stdout.indexOf('{\n  "stats"');
            assert.ok(begin >= 0, `mocha gave no report: ${ended.stdout.slice(-500)}`);
            const report = JSON.parse(ended.stdout.slice(begin)) as {
                stats: { passes: number };
                failures: { fullTitle: string; err: { message: string } }[];
            };
            assert.deepEqual(
                report.failures.map(({ fullTitle, err }) => `${fullTitle}: ${err.message}`),
                [],
            );
            assert.ok(report.stats.passes > 500, `${report.stats.passes} tests`);
        });

        it("previews the stack dev", async () => {
            const { ended } = clone.spawned("node", ["tools/cli.js", "preview", "dev"], env);
            const { code, output } = await ended;
            assert.equal(code, 0, output);
            assert.match(output, /✅ cc-pipeline@/);
            assert.match(output, /\+ \d\d to create/);
        });
    });
}
