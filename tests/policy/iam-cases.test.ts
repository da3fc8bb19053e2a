import assert from "node:assert/strict";
import { judgeDocument } from "../../policy/iam/judge";
import { worst } from "../../policy/pack/finding";
import { IDENTITY_CASES, RESOURCE_CASES, TRUST_CASES } from "./iam-cases";

const ACCOUNT = "123456789012";

describe("policies of AWS's documentation", () => {
    for (const [kind, cases] of Object.entries({ IDENTITY_CASES, TRUST_CASES, RESOURCE_CASES })) {
        for (const { what, kind: of, statements, verdict, because, trusted } of cases) {
            it(`${kind.split("_")[0]?.toLowerCase()}: ${verdict} ${what}`, async () => {
                const document = { Version: "2012-10-17", Statement: statements };
                const settings = { accounts: [ACCOUNT], trusted: trusted ?? [] };
                const findings = await judgeDocument(JSON.stringify(document), of, settings);
                const told = findings.map(({ level, message }) => `${level} ${message}`).join("\n");
                assert.equal(worst(findings), verdict, told);
                if (because === undefined) {
                    assert.equal(told, "");
                } else {
                    assert.ok(told.includes(because), told);
                }
            });
        }
    }

    it("are more than 80", () => {
        const count = IDENTITY_CASES.length + TRUST_CASES.length + RESOURCE_CASES.length;
        assert.ok(count >= 80, String(count));
    });
});
