import assert from "node:assert/strict";
import { toJson } from "../../tools/sql/apache-log";

const COMMON = '83.149.9.216 - frank [17/May/2015:10:05:03 +0000] "GET /a?b=c HTTP/1.1" 200 203023';
const COMBINED = `${COMMON} "http://semicomplete.com/" "Mozilla/5.0 (X11)"`;

describe("the agent's LOGTOJSON", () => {
    it("gives a common line's fields in the agent's order, as text, - as null", () => {
        assert.equal(
            toJson(COMMON, "COMMONAPACHELOG"),
            '{"host":"83.149.9.216","ident":null,"authuser":"frank","datetime":"17/May/2015:10:05:03 +0000",' +
                '"request":"GET /a?b=c HTTP/1.1","response":"200","bytes":"203023"}',
        );
    });

    it("takes a combined line as a common one, and leaves out the rest", () => {
        assert.equal(toJson(COMBINED, "COMMONAPACHELOG"), toJson(COMMON, "COMMONAPACHELOG"));
    });

    it("gives a combined line's referer and agent", () => {
        const record = JSON.parse(toJson(COMBINED, "COMBINEDAPACHELOG") ?? "") as Record<string, string>;
        assert.equal(record["referer"], "http://semicomplete.com/");
        assert.equal(record["agent"], "Mozilla/5.0 (X11)");
        assert.equal(toJson(COMMON, "COMBINEDAPACHELOG"), undefined);
    });

    it("takes a status or size of -", () => {
        const line = COMMON.replace(" 200 203023", " - -");
        assert.match(toJson(line, "COMMONAPACHELOG") ?? "", /"response":null,"bytes":null}$/);
    });

    const refused = [
        "",
        "garbage",
        COMMON.replace("17/May/2015", "32/May/2015"),
        COMMON.replace("May", "Mai"),
        COMMON.replace("10:05:03", "25:05:03"),
        COMMON.replace("GET /a?b=c HTTP/1.1", ""),
        COMMON.replace("GET /a?b=c", 'GET /a"b'),
        COMMON.replace("200", "OK"),
        ` ${COMMON}`,
        `${COMMON}\r`,
    ];
    for (const line of refused) {
        it(`refuses ${JSON.stringify(line)}`, () => assert.equal(toJson(line, "COMMONAPACHELOG"), undefined));
    }

    it("is not slowed down by what nearly matches", () => {
        const begun = process.hrtime.bigint();
        toJson(`${"a.".repeat(50_000)} x`, "COMMONAPACHELOG");
        toJson(`${"1".repeat(100_000)}`, "COMMONAPACHELOG");
        assert.ok(process.hrtime.bigint() - begun < 5_000_000_000n);
    });
});
