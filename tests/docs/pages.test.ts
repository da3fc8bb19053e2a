import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { ALARM_KEYS } from "../../components/config/sections/alarms";
import { SCHEMA } from "../../components/config/schema";
import { listedRules } from "../../policy/cli/rule-list";
import { readPage, withPart } from "../../tools/docs/page";
import { PAGES } from "../../tools/docs/pages";
import { runProgram } from "../support/program";

const ROOT = path.join(__dirname, "..", "..");
const text = (file: string) => readFileSync(path.join(ROOT, file), "utf8");

describe("generated pages", () => {
    for (const page of PAGES) {
        it(`${page.file} is up to date; if not: npm run docs`, () => {
            const current = readPage(page);
            assert.ok(current === page.render(current), `${page.file} is stale; run: npm run docs`);
        });
    }

    it("docs/configuration.md has a row for every key, and no other", () => {
        const keys = Object.entries(SCHEMA).flatMap(([section, own]) =>
            Object.keys(own).map((name) => `${section}.${name}`),
        );
        const rows = [...text("docs/configuration.md").matchAll(/^\| `([a-z]+\.[A-Za-z]+)` \|/gm)];
        assert.deepEqual(
            rows.map(([, key]) => key),
            keys,
        );
    });

    it("docs/operations.md has a runbook for every alarm", () => {
        const page = text("docs/operations.md");
        for (const id of Object.keys(ALARM_KEYS)) {
            assert.match(
                page,
                new RegExp(
                    `^### ${id}\\n\\n.+\\n\\n- \\*\\*Raised when\\*\\* .*\`alarms\\.${id}\`.*\\n- \\*\\*What to do:\\*\\* .{20}`,
                    "m",
                ),
            );
        }
    });

    it("docs/local-cloud.md has every correction of the emulator", () => {
        const corrections = readdirSync(path.join(ROOT, "local", "emulator", "corrections")).filter(
            (file) => file.endsWith(".py") && file !== "__init__.py",
        );
        const page = text("docs/local-cloud.md");
        assert.ok(corrections.length > 20);
        assert.deepEqual(
            corrections.filter((file) => !page.includes(`- **\`${file}\`**`)),
            [],
        );
    });

    it("docs/migrate-from-kinesis-analytics.md has a section for every construct of sql/legacy/", () => {
        const page = text("docs/migrate-from-kinesis-analytics.md");
        const missing = readdirSync(path.join(ROOT, "sql", "legacy")).filter(
            (name) => !page.includes(`Flink (\`sql/legacy/${name}/flink.sql\`)`),
        );
        assert.deepEqual(missing, []);
    });

    it("keeps what is outside of a generated part, and reports missing marks", () => {
        const page = "before\n<!-- a: generated from b -->\nold\n<!-- a: end -->\nafter\n";
        assert.equal(
            withPart(page, "a", "new"),
            "before\n<!-- a: generated from b -->\n\nnew\n\n<!-- a: end -->\nafter\n",
        );
        assert.throws(() => withPart(page, "b", "new"), /the marks '<!-- b: generated … -->'/);
    });
});

describe("docs/reference/outputs.md", () => {
    it("lists every output of the program, and no other", async () => {
        const { outputs } = await runProgram();
        const rows = [...text("docs/reference/outputs.md").matchAll(/^\| `(\w+)` \|/gm)].map(
            ([, name]) => name,
        );
        assert.deepEqual(rows.sort(), Object.keys(outputs).sort());
    });
});

describe("README.md and README.fr.md", () => {
    for (const file of ["README.md", "README.fr.md"]) {
        it(`${file} has at most 130 lines`, () => assert.ok(text(file).trimEnd().split("\n").length <= 130));

        it(`${file} counts the mandatory rules right`, () => {
            const mandatory = listedRules().filter(({ level }) => level === "mandatory").length;
            assert.match(text(file), new RegExp(`\\b${mandatory} (rules|règles)\\b`));
        });

        it(`${file} names npm scripts that exist`, () => {
            const { scripts } = JSON.parse(text("package.json")) as { scripts: Record<string, string> };
            const named = [...text(file).matchAll(/npm run ([a-z][a-z:]*)/g)].map(([, name = ""]) => name);
            assert.deepEqual(
                named.filter((name) => !(name in scripts)),
                [],
            );
        });
    }

    it("link to each other", () => {
        assert.match(text("README.md"), /\]\(README\.fr\.md\)/);
        assert.match(text("README.fr.md"), /\]\(README\.md\)/);
    });
});

describe("repository files", () => {
    it("name one version of Node.js to develop with, of those that are tested", () => {
        assert.equal(text(".nvmrc").trim(), "20");
        assert.match(text(".github/workflows/ci.yml"), /node-version-file: \.nvmrc/);
    });

    it("take the AWS SDK's clients from one release: none is newer than it, and most are of it", () => {
        const { dependencies, devDependencies } = JSON.parse(text("package.json")) as Record<
            string,
            Record<string, string>
        >;
        const clients = Object.entries({ ...dependencies, ...devDependencies }).filter(([name]) =>
            /^@aws-sdk\/(client-|credential-providers)/.test(name),
        );
        const release = /AWS SDK release \*\*(\d+\.\d+\.\d+)\*\*/.exec(text("CONTRIBUTING.md"))?.[1];
        assert.ok(release !== undefined, "CONTRIBUTING.md names the release");
        const number = (version: string) =>
            version.split(".").reduce((sum, part) => sum * 100_000 + Number(part), 0);
        assert.deepEqual(
            clients.filter(([, version]) => number(version) > number(release)),
            [],
        );
        const exceptions = clients.filter(([, version]) => version !== release).map(([name]) => name);
        const listed = [...text("CONTRIBUTING.md").matchAll(/^\| `(@aws-sdk\/[a-z0-9-]+)` \|/gm)];
        assert.deepEqual(listed.map(([, name]) => name).sort(), exceptions.sort());
    });

    it("are all present", () => {
        const files = [
            "CHANGELOG.md",
            "CODE_OF_CONDUCT.md",
            "CONTRIBUTING.md",
            "SECURITY.md",
            ".devcontainer/devcontainer.json",
            ".github/pull_request_template.md",
            "renovate.json",
        ];
        assert.deepEqual(
            files.filter((file) => !existsSync(path.join(ROOT, file))),
            [],
        );
    });
});
