import assert from "node:assert/strict";
import { markSupersededCode } from "../../components/analytics/code-objects";

/** A bucket with the tags of its objects; a page of its listing has one object. */
function bucketOf(tags: Record<string, Record<string, string>>) {
    const copies: Record<string, string> = {};
    const keys = Object.keys(tags);
    const s3 = {
        listObjectsV2: ({ ContinuationToken = "0" }: { ContinuationToken?: string }) => {
            const at = Number(ContinuationToken);
            const NextContinuationToken = at + 1 < keys.length ? String(at + 1) : undefined;
            return Promise.resolve({ Contents: [{ Key: keys[at] }], NextContinuationToken });
        },
        getObjectTagging: ({ Key = "" }: { Key?: string }) =>
            Promise.resolve({
                TagSet: Object.entries(tags[Key] ?? {}).map(([name, Value]) => ({ Key: name, Value })),
            }),
        copyObject: ({ Key = "", Tagging = "" }: { Key?: string; Tagging?: string }) => {
            copies[Key] = Tagging;
            return Promise.resolve({});
        },
    };
    return { s3: s3 as unknown as Parameters<typeof markSupersededCode>[0], copies };
}

describe("code objects of former versions", () => {
    it("are marked once, with the tags that they have", async () => {
        const { s3, copies } = bucketOf({
            "now.sql": { owner: "me" },
            "old.sql": { owner: "me" },
            "older.sql": { owner: "me", superseded: "true" },
        });
        await markSupersededCode(s3, "code", new Set(["now.sql"]));
        assert.deepEqual(copies, { "old.sql": "owner=me&superseded=true" });
    });

    it("lose their mark where the application names them again, so that they do not expire", async () => {
        const { s3, copies } = bucketOf({ "back.sql": { owner: "me", superseded: "true" } });
        await markSupersededCode(s3, "code", new Set(["back.sql"]));
        assert.deepEqual(copies, { "back.sql": "owner=me" });
    });
});
