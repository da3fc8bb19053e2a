import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import * as path from "node:path";

const POLICY = path.join(__dirname, "..", "..", "policy");
const IAM = path.join(POLICY, "iam");

/** Each import of a file of the project, as `importer -> imported` with paths from policy/. */
function imports(): { from: string; to: string }[] {
    const files = readdirSync(POLICY, { recursive: true, encoding: "utf8" })
        .filter((file) => /\.[jt]s$/.test(file) && !file.split(path.sep).includes("node_modules"))
        .map((file) => path.join(POLICY, file));
    return files.flatMap((from) =>
        [...readFileSync(from, "utf8").matchAll(/(?:from|require\(|import\()\s*"(\.[^"]*)"/g)].map(
            ([, relative = ""]) => ({ from, to: path.resolve(path.dirname(from), relative) }),
        ),
    );
}

const isIn = (folder: string, file: string) => file === folder || file.startsWith(folder + path.sep);
const show = ({ from, to }: { from: string; to: string }) =>
    `${path.relative(POLICY, from)} -> ${path.relative(POLICY, to)}`;

describe("imports of policy/", () => {
    it("name no file outside of policy/, so that it is a package of its own", () => {
        assert.ok(imports().length > 100);
        assert.deepEqual(
            imports()
                .filter(({ to }) => !isIn(POLICY, to))
                .map(show),
            [],
        );
    });

    it("reach iam/ from outside through its index only", () => {
        const across = imports().filter(({ from, to }) => !isIn(IAM, from) && isIn(IAM, to));
        assert.ok(across.length > 3);
        assert.deepEqual(across.filter(({ to }) => to !== IAM).map(show), []);
    });

    it("do not lead from the pack's core to its rules or its commands", () => {
        const core = ["pack", "iam", "facts"].map((folder) => path.join(POLICY, folder));
        const upward = imports().filter(
            ({ from, to }) =>
                core.some((folder) => isIn(folder, from)) &&
                ["rules", "cli"].some((folder) => isIn(path.join(POLICY, folder), to)),
        );
        assert.deepEqual(upward.map(show), []);
    });
});
