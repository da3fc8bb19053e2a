import assert from "node:assert/strict";
import { DocumentKind, judgeDocument } from "../../policy/iam";

const OWN = { accounts: ["123456789012"], trusted: ["111122223333"] };

/**
 * The form that is suggested with the first refusal of a statement; undefined where there is none.
 *
 * @throws AssertionError where the statement is not refused.
 */
export async function suggestion(kind: DocumentKind, statement: object, settings = OWN): Promise<unknown> {
    const document = { Version: "2012-10-17", Statement: { Effect: "Allow", ...statement } };
    const refused = (await judgeDocument(document, kind, settings)).filter(({ level }) => level === "refuse");
    assert.notEqual(refused.length, 0, "it is not refused");
    const fix = refused[0]?.fix;
    return fix === undefined ? undefined : JSON.parse(fix);
}
