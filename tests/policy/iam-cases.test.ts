import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { judgeDocument } from "../../policy/iam";
import { DocumentKind } from "../../policy/iam";
import { Verdict, worstVerdict } from "../../policy/pack/finding";

const ACCOUNT = "123456789012";

/** A line of iam-cases.jsonl: a form of AWS's documentation, in words and names of our own. */
interface IamCase {
    /** What it is, in a few words. */
    readonly id: string;
    readonly kind: DocumentKind;
    readonly verdict: Verdict;
    /** A part of the findings; none where there is nothing to say. */
    readonly because?: string;
    readonly trusted?: readonly string[];
    /** Titles of AWS's pages. */
    readonly source: string;
    readonly policy: unknown;
}

const CASES = readFileSync(path.join(__dirname, "iam-cases.jsonl"), "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as IamCase);

describe("policies of AWS's documentation", () => {
    for (const { id, kind, policy, verdict, because, trusted } of CASES) {
        it(`${kind}: ${verdict} ${id}`, async () => {
            const settings = { accounts: [ACCOUNT], trusted: trusted ?? [] };
            const findings = await judgeDocument(JSON.stringify(policy), kind, settings);
            const reported = findings.map(({ level, message }) => `${level} ${message}`).join("\n");
            assert.equal(worstVerdict(findings), verdict, reported);
            if (because === undefined) {
                assert.equal(reported, "");
            } else {
                assert.ok(reported.includes(because), reported);
            }
        });
    }

    it("are at least 80, each with its source and, where it is not accepted, a reason", () => {
        assert.ok(CASES.length >= 80, String(CASES.length));
        for (const { id, source, verdict, because } of CASES) {
            assert.ok(source && (because !== undefined || verdict === "accept"), id);
        }
    });
});
