import { StreamRecord } from "../../tools/sql/query-tool";

/** A small input of one query, and what it must give, calculated by hand. */
export interface HandCalculated {
    readonly query: string;
    readonly windowSeconds: number;
    readonly slideSeconds: number;
    readonly records: readonly StreamRecord[];
    readonly rows: readonly Readonly<Record<string, unknown>>[];
    /** Reasons of the records that are rejected, in their order. */
    readonly rejected?: readonly string[];
}

const NOON = Date.UTC(2026, 2, 1, 12, 0, 0);
const at = (seconds: number) =>
    new Date(NOON + seconds * 1000)
        .toISOString()
        .slice(0, 23)
        .replace("T", " ")
        .replace(/\.000$/, "");

/** A request that arrives so many seconds after noon. */
function request(seconds: number, more: Record<string, unknown> = {}): StreamRecord {
    const record = {
        host: "a",
        datetime: "",
        request: "GET /x HTTP/1.1",
        response: "200",
        bytes: "10",
        ...more,
    };
    return { arrivalMillis: NOON + seconds * 1000, data: JSON.stringify(record) };
}

function trade(seconds: number, ticker: string, price: number): StreamRecord {
    return { arrivalMillis: NOON + seconds * 1000, data: JSON.stringify({ ticker, price }) };
}

const window = (from: number, to: number) => ({ windowStart: at(from), windowEnd: at(to) });
const times = (count: number, seconds: number, more: Record<string, unknown>) =>
    Array.from({ length: count }, () => request(seconds, more));
const TEN = { windowSeconds: 10, slideSeconds: 5 };
const SHARD = "shardId-000000000000";
const sequence = (n: number) => String(n).padStart(20, "0");

export const HAND_CALCULATED: readonly HandCalculated[] = [
    {
        // The last millisecond of a window is its own; the edge belongs to the next.
        query: "status-counts",
        ...TEN,
        records: [request(0), request(9.999), request(10, { response: "404" }), request(12), request(31)],
        rows: [
            { ...window(0, 10), status: 200, statusCount: 2 },
            { ...window(10, 20), status: 404, statusCount: 1 },
            { ...window(10, 20), status: 200, statusCount: 1 },
            { ...window(30, 40), status: 200, statusCount: 1 },
        ],
    },
    {
        // Each trade above 50 of IBM with the highest of it and the three before: 60, 60, 70, 70, 70, 70, 55.
        query: "ticker-max",
        ...TEN,
        records: [
            trade(0, "IBM", 60),
            trade(1, "AMZN", 999),
            trade(1, "IBM", 55),
            trade(2, "IBM", 50),
            trade(3, "IBM", 70),
            trade(4, "IBM", 51),
            trade(4, "IBM", 52),
            trade(5, "IBM", 53),
            trade(6, "IBM", 54),
        ],
        rows: [
            [0, 0, 60],
            [2, 1, 60],
            [4, 3, 70],
            [5, 4, 70],
            [6, 4, 70],
            [7, 5, 70],
            [8, 6, 54],
        ].map(([n = 0, seconds = 0, maxPrice]) => ({
            shardId: SHARD,
            sequenceNumber: sequence(n),
            datetime: at(seconds),
            ticker: "IBM",
            maxPrice,
        })),
    },
    {
        query: "error-rate-sliding",
        ...TEN,
        records: [request(1), request(6, { response: "500" }), request(7, { response: "404" }), request(8)],
        rows: [
            { ...window(-5, 5), requests: 1, errors: 0, errorRate: 0 },
            { ...window(0, 10), requests: 4, errors: 2, errorRate: 0.5 },
            { ...window(5, 15), requests: 3, errors: 2, errorRate: 2 / 3 },
        ],
    },
    {
        // Ten seconds apart is still one visit; ten and a thousandth are two.
        query: "sessions-by-host",
        ...TEN,
        records: [request(0), request(3, { host: "b" }), request(10), request(20.001)],
        rows: [
            { ...window(3, 13), host: "b", requests: 1, bytesSent: 10 },
            { ...window(0, 20), host: "a", requests: 2, bytesSent: 20 },
            { ...window(20.001, 30.001), host: "a", requests: 1, bytesSent: 10 },
        ],
    },
    {
        query: "bytes-cumulating",
        ...TEN,
        records: [
            request(1, { bytes: "100" }),
            request(6, { bytes: null }),
            request(7, { bytes: "30" }),
            request(12, { bytes: "1" }),
        ],
        rows: [
            { ...window(0, 5), requests: 1, bytesSent: 100 },
            { ...window(0, 10), requests: 3, bytesSent: 130 },
            { ...window(10, 15), requests: 1, bytesSent: 1 },
            { ...window(10, 20), requests: 1, bytesSent: 1 },
        ],
    },
    {
        // Eleven paths: the last by name of those asked for once is left out; query strings do not count, nor lines without a path.
        query: "top-paths",
        ...TEN,
        records: [
            ..."kjihgfedcba"
                .split("")
                .map((path) => request(1, { request: `GET /${path}?q=${path} HTTP/1.1` })),
            request(2, { request: "GET /k HTTP/1.1" }),
            request(2, { request: "-" }),
        ],
        rows: [
            { place: 1, path: "/k", requests: 2 },
            ..."abcdefghi".split("").map((path, i) => ({ place: i + 2, path: `/${path}`, requests: 1 })),
        ].map((row) => ({ ...window(0, 10), ...row })),
    },
    {
        query: "distinct-hosts",
        ...TEN,
        records: [
            request(0),
            request(1),
            request(2, { host: "b" }),
            request(3, { host: null }),
            request(11, { host: "b" }),
        ],
        rows: [
            { ...window(0, 10), hosts: 2, requests: 4 },
            { ...window(10, 20), hosts: 1, requests: 1 },
        ],
    },
    {
        // The third line was written at 1 s and came after one of 61 s: just in time. The fourth, of 0 s, is late.
        query: "late-aware-counts",
        ...TEN,
        records: [
            request(5, { datetime: "01/Mar/2026:12:00:02 +0000" }),
            request(65, { datetime: "01/Mar/2026:13:01:01 +0100" }),
            request(66, { datetime: "01/Mar/2026:12:00:01 +0000" }),
            request(67, { datetime: "01/Mar/2026:12:00:00 +0000" }),
        ],
        rows: [
            { ...window(0, 10), status: 200, statusCount: 2, arrivedLate: 1, slowestSeconds: 65 },
            { ...window(60, 70), status: 200, statusCount: 1, arrivedLate: 0, slowestSeconds: 4 },
        ],
        rejected: ["late"],
    },
    {
        // 404 came 2, 4 and 3 times, 3 on average, and then 10 times. 500 came 12 times, and never before.
        query: "anomalous-status",
        ...TEN,
        records: [
            ...times(2, 1, { response: "404" }),
            ...times(4, 11, { response: "404" }),
            ...times(3, 21, { response: "404" }),
            ...times(10, 41, { response: "404" }),
            ...times(12, 42, { response: "500" }),
        ],
        rows: [{ ...window(40, 50), status: 404, statusCount: 10, movingAverage: 3 }],
    },
    {
        query: "passthrough",
        ...TEN,
        records: [
            request(0, { request: "GET /a?b HTTP/1.1", bytes: null }),
            request(1, { response: null }),
            request(1.5, { request: "HEAD" }),
        ],
        rows: [
            [0, 0, "GET", "/a?b", "HTTP/1.1", 0],
            [2, 1.5, "HEAD", null, null, 10],
        ].map(([n, seconds, method, path, protocol, bytesSent]) => ({
            shardId: SHARD,
            sequenceNumber: sequence(Number(n)),
            arrivalTime: at(Number(seconds)),
            host: "a",
            method,
            path,
            protocol,
            status: 200,
            bytesSent,
        })),
    },
];
