import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { anchorsOf, deadLinks, linksOf } from "./links";

const ROOT = path.join(__dirname, "..", "..");

function pages(): string[] {
    const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
        cwd: ROOT,
        encoding: "utf8",
    });
    return files
        .trim()
        .split("\n")
        .filter((file) => existsSync(path.join(ROOT, file)));
}

describe("links of the documentation", () => {
    for (const page of pages()) {
        it(`${page} has no dead link or anchor`, () => assert.deepEqual(deadLinks(ROOT, page), []));
    }
});

describe("the link checker", () => {
    let folder: string;

    before(() => {
        folder = mkdtempSync(path.join(tmpdir(), "links-"));
        writeFileSync(path.join(folder, "other.md"), "# A title, `with code`\n\n## Twice\n\n## Twice\n");
    });
    after(() => rmSync(folder, { recursive: true }));

    function deadIn(text: string): string[] {
        writeFileSync(path.join(folder, "page.md"), text);
        return deadLinks(folder, "page.md");
    }

    it("reports a missing file with its line, in text, tables, images and HTML", () => {
        assert.deepEqual(
            deadIn('text\n\n[one](missing.md)\n\n![two](missing.svg)\n\n<a href="gone.md">x</a>\n'),
            [
                "page.md:3: missing.md: there is no such file",
                "page.md:5: missing.svg: there is no such file",
                "page.md:7: gone.md: there is no such file",
            ],
        );
        assert.equal(deadIn("| a |\n|---|\n| [one](missing.md) |\n").length, 1);
    });

    it("reports a missing anchor, of another page or the same one", () => {
        assert.deepEqual(deadIn("# Here\n\n[a](#there) [b](other.md#nothing)\n"), [
            "page.md:3: #there: there is no such heading",
            "page.md:3: other.md#nothing: there is no such heading",
        ]);
    });

    it("accepts what is there, repeated headings, web addresses, and what only looks like a link in code", () => {
        const links = [
            "#here",
            "other.md",
            "other.md#a-title-with-code",
            "other.md#twice-1",
            "https://example.com/x#y",
        ];
        const text = links.map((target) => `[x](${target})`).join(" ");
        assert.deepEqual(
            deadIn(`# Here\n\n${text}\n\n\`[x](missing.md)\`\n\n\`\`\`\n[x](missing.md)\n\`\`\`\n`),
            [],
        );
    });

    it("reports a link out of the repository", () =>
        assert.deepEqual(deadIn("[x](../../elsewhere.md)\n"), [
            "page.md:1: ../../elsewhere.md: leads out of the repository",
        ]));

    it("builds anchors as GitHub does", () => {
        const text = "# What it can't do: `a.b` & more\n\n## Café – été\n";
        assert.deepEqual([...anchorsOf(text)], ["what-it-cant-do-ab--more", "café--été"]);
        assert.deepEqual(linksOf("[a](b)"), [{ target: "b", line: 1 }]);
    });
});
