import assert from "node:assert/strict";
import { IPV6_PATTERNS, LOG_FORMATS, LogFormat } from "../../components/foundation/log-formats";
import { logParser } from "../../tools/logs/log-parser";

const TIME = "[17/May/2015:10:05:03 +0000]";
const REQUEST = '"GET /a?b=c HTTP/1.1"';
const AFTER_HOST = `- frank ${TIME} ${REQUEST} 200 5`;
const AGENTS = '"http://a.example/" "Mozilla/5.0 (X11)"';
const COMMON = `10.1.2.3 ${AFTER_HOST}`;
const COMBINED = `${COMMON} ${AGENTS}`;

type Verdict = "read" | "skipped";

/** A kind of line, the line, and what the agent's patterns make of it: common, combined, and both with IPv6 hosts. */
type Kind = readonly [what: string, line: string, common: Verdict, combined: Verdict, ipv6?: Verdict];

const both = (what: string, line: string, verdict: Verdict, ipv6 = verdict): Kind => [
    what,
    line,
    verdict,
    verdict,
    ipv6,
];
const host = (name: string) => `${name} ${AFTER_HOST} ${AGENTS}`;
const user = (name: string) => COMBINED.replace("frank", name);
const request = (text: string) => COMBINED.replace("GET /a?b=c HTTP/1.1", text);
const time = (text: string) => COMBINED.replace(TIME, text);

const KINDS: readonly Kind[] = [
    both("IPv4 host", host("10.1.2.3"), "read"),
    both("host by name", host("www-1.example.com"), "read"),
    both("host by name, with a final dot", host("example.com."), "read"),
    both("host with an underscore", host("my_host"), "read"),
    both("IPv6 loopback", host("::1"), "skipped", "read"),
    both("full IPv6 host", host("2001:0db8:85a3:0000:0000:8a2e:0370:7334"), "skipped", "read"),
    both("short IPv6 host", host("2001:db8::ff00:42:8329"), "skipped", "read"),
    both("IPv6 prefix", host("2001:db8:1:2:3:4:5::"), "skipped", "read"),
    both("IPv6 host with a zone", host("fe80::1ff:fe23:4567:890a%eth0"), "skipped", "read"),
    both("IPv4-mapped IPv6 host", host("::ffff:10.1.2.3"), "skipped", "read"),
    both("IPv6 host in brackets", host("[::1]"), "skipped"),
    both("vhost_combined", `www.example.com:443 ${COMBINED}`, "skipped"),
    both("host with port", host("10.1.2.3:5555"), "skipped"),
    both("address of a proxy before it", `(10.0.0.1) ${COMBINED}`, "skipped"),
    both("list of hosts", host("10.1.2.3, 10.1.2.4"), "skipped"),
    both('user ""', user('""'), "skipped"),
    both("user with @", user("a@example.com"), "skipped"),
    both("user with a backslash", user("DOMAIN\\a"), "skipped"),
    both("user with a blank", user("a b"), "skipped"),
    both("user with . _ -", user("a.b_c-d"), "read"),
    both('request ""', request(""), "skipped"),
    both("request -, as of status 408", request("-"), "read"),
    both("request without protocol", request("GET /"), "read"),
    both('request with \\"', request('GET /\\"a HTTP/1.1'), "skipped"),
    both("request of escaped garbage", request("\\x16\\x03\\x01"), "read"),
    both("request with characters that were not UTF-8", request("GET /\ufffd\ufffd"), "read"),
    both("request with NUL", request("GET /\0"), "read"),
    both("request with a URL of 8 KiB", request(`GET /${"x".repeat(8192)} HTTP/1.1`), "read"),
    both("request with U+0085", request("GET /\u0085"), "read"),
    both("CR at the end, as of Windows", `${COMBINED}\r`, "skipped"),
    both("byte-order mark at the beginning", `\ufeff${COMBINED}`, "skipped"),
    both("blank at the beginning", ` ${COMBINED}`, "skipped"),
    both("ISO time, as of nginx", time("[2015-05-17T10:05:03+00:00]"), "skipped"),
    both("month in another language", time("[17/Mai/2015:10:05:03 +0000]"), "skipped"),
    both("time with milliseconds", time("[17/May/2015:10:05:03.123 +0000]"), "read"),
    both("second 60", time("[30/Jun/2015:23:59:60 +0000]"), "read"),
    both("tab before the zone", time("[17/May/2015:10:05:03\t+0000]"), "read"),
    both("U+00A0 before the zone", time("[17/May/2015:10:05:03\u00a0+0000]"), "skipped"),
    both("time without zone", time("[17/May/2015:10:05:03]"), "skipped"),
    both("status and size -", COMBINED.replace("200 5", "- -"), "read"),
    both("two blanks between fields", COMBINED.replace(" 200", "  200"), "skipped"),
    both("something after the fields", `${COMBINED} 1234 "x" y`, "read"),
    both("U+0085 after the fields", `${COMBINED} \u0085`, "skipped"),
    both("U+2028 after the fields", `${COMBINED} \u2028x`, "skipped"),
    both("U+00A0 after the fields", `${COMBINED} \u00a0`, "read"),
    ['referer ""', `${COMMON} "" "curl/8"`, "read", "skipped"],
    ["referer without quotes", `${COMMON} - "curl/8"`, "read", "skipped"],
    ['user agent ""', `${COMMON} "-" ""`, "read", "skipped"],
    both('user agent with \\"', `${COMMON} "-" "a \\"b\\" c"`, "read"),
    both('user agent with a bare "', `${COMMON} "-" "a "b" c"`, "read"),
    ["common line", COMMON, "read", "skipped"],
    both(
        "load balancer's line",
        `http 2015-05-17T10:05:03.1Z app/lb/1 10.1.2.3:80 10.0.0.1:80 0.0 0.0 0.0 200 200 1 2 ${REQUEST} "curl" - -`,
        "skipped",
    ),
    both(
        "CloudFront's line",
        "2015-05-17\t10:05:03\tFRA2\t5\t10.1.2.3\tGET\thost\t/a\t200\t-\tcurl",
        "skipped",
    ),
    both("empty line", "", "skipped"),
];

function verdict(parse: (line: string) => string | undefined, line: string): Verdict {
    return parse(line) === undefined ? "skipped" : "read";
}

const ipv6 = (logFormat: "COMMONAPACHELOG" | "COMBINEDAPACHELOG") =>
    logParser({
        logFormat,
        matchPattern: IPV6_PATTERNS[logFormat],
        customFieldNames: LOG_FORMATS[logFormat].fieldNames,
    });

describe("lines of access logs, as the agent reads them", () => {
    for (const [what, line, common, combined, withIpv6] of KINDS) {
        it(`${what}: ${common} as common, ${combined} as combined`, () => {
            assert.equal(verdict(logParser({ logFormat: "COMMONAPACHELOG" }), line), common);
            assert.equal(verdict(logParser({ logFormat: "COMBINEDAPACHELOG" }), line), combined);
            assert.equal(verdict(ipv6("COMMONAPACHELOG"), line), withIpv6 ?? common);
            assert.equal(verdict(ipv6("COMBINEDAPACHELOG"), line), withIpv6 ?? combined);
        });
    }

    it("gives an IPv6 host's record the format's fields", () => {
        assert.equal(
            ipv6("COMBINEDAPACHELOG")(host("fe80::1%eth0")),
            '{"host":"fe80::1%eth0","ident":null,"authuser":"frank","datetime":"17/May/2015:10:05:03 +0000",' +
                '"request":"GET /a?b=c HTTP/1.1","response":"200","bytes":"5","referer":"http://a.example/","agent":"Mozilla/5.0 (X11)"}',
        );
    });
});

describe("lines of other logs, as the agent reads them", () => {
    const lines: readonly [LogFormat, string, string | undefined][] = [
        [
            "APACHEERRORLOG",
            "[Wed Oct 11 14:32:52.123456 2000] [core:error] [pid 35708:tid 4328636416] [client 72.15.99.187] File does not exist: /favicon.ico",
            '{"timestamp":"Wed Oct 11 14:32:52.123456 2000","module":"core","severity":"error","processid":"35708","threadid":"4328636416","client":"72.15.99.187","message":"File does not exist: /favicon.ico"}',
        ],
        [
            "APACHEERRORLOG",
            "[Wed Oct 11 14:32:52 2000] [error] [pid 1] [client a.example:1234] -",
            '{"timestamp":"Wed Oct 11 14:32:52 2000","module":null,"severity":"error","processid":"1","threadid":null,"client":"a.example:1234","message":null}',
        ],
        ["APACHEERRORLOG", "[Wed Oct 11 14:32:52 2000] [error] [client 1.2.3.4] no process", undefined],
        [
            "SYSLOG",
            "Mar 12 12:00:08 server2 rcd[308]: Loaded 12 packages",
            '{"timestamp":"Mar 12 12:00:08","hostname":"server2","program":"rcd","processid":"308","message":"Loaded 12 packages"}',
        ],
        [
            "SYSLOG",
            "Mar  2 12:00:08 <3.5> server2 cron/x: -",
            '{"timestamp":"Mar  2 12:00:08","hostname":"server2","program":"cron/x","processid":null,"message":"-"}',
        ],
        ["SYSLOG", "2026-03-12T12:00:08Z server2 rcd[308]: Loaded", undefined],
        [
            "RFC3339SYSLOG",
            "2026-03-12T12:00:08.123456+01:00 server2 rcd[308]: Loaded",
            '{"timestamp":"2026-03-12T12:00:08.123456+01:00","hostname":"server2","program":"rcd","processid":"308","message":"Loaded"}',
        ],
        ["RFC3339SYSLOG", "2026-03-12 12:00:08 server2 rcd[308]: Loaded", undefined],
    ];
    for (const [logFormat, line, record] of lines) {
        it(`${logFormat}: ${line}`, () => assert.equal(logParser({ logFormat })(line), record));
    }
});

describe("the agent's JSON", () => {
    const parser = (options: object = {}) =>
        logParser({
            logFormat: "COMMONAPACHELOG",
            matchPattern: "(.)(.*)",
            customFieldNames: ["a", "b"],
            ...options,
        });

    it("escapes as Jackson does", () => {
        assert.equal(
            parser()('-\u001b\u0001\t"\\u001f\u007f\u2027é😀'),
            '{"a":null,"b":"\\u001B\\u0001\\t\\"\\\\u001f\u007f\u2027é😀"}',
        );
    });

    it("does not take - for nothing in syslog's formats", () => {
        assert.equal(parser({ logFormat: "SYSLOG" })("-x"), '{"a":"-","b":"x"}');
    });

    it("takes a whole character for one", () => {
        assert.equal(parser()("😀x"), '{"a":"😀","b":"x"}');
    });

    it("is a line per member with PRETTYPRINT", () => {
        assert.equal(parser({ jsonFormat: "PRETTYPRINT" })("-x"), '{\n  "a" : null,\n  "b" : "x"\n}');
    });

    it("has the members in the order of the names, whatever they are", () => {
        const names = ["2", "1", "__proto__"];
        assert.equal(
            parser({ matchPattern: "(.)(.)(.)", customFieldNames: names })("abc"),
            '{"2":"a","1":"b","__proto__":"c"}',
        );
    });
});
