import { StreamRecord } from "../../tools/sql/query-tool";

/** A record with its values as an independent implementation takes them. */
export interface KnownRecord {
    readonly seq: number;
    /** Milliseconds since 1970. */
    readonly arrival: number;
    /** The time in the line itself, milliseconds since 1970. */
    readonly own: number;
    readonly host: string | null;
    readonly request: string | null;
    readonly response: number | null;
    readonly bytes: number | null;
    readonly ticker: string | null;
    readonly price: number | null;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const START = Date.UTC(2026, 0, 31, 23, 58, 0);

/** A generator of numbers from 0 to 1, the same for the same seed (mulberry32, public domain). */
export function numbers(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
    };
}

/** A time as an access log has it. */
export function logTime(millis: number): string {
    const iso = new Date(millis).toISOString();
    return `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}

/**
 * Records as hard as they come: at the same time and exactly on a window's edge, in bursts and after an hour of silence, with
 * missing values and equal counts.
 *
 * @param seed the same records for the same one.
 * @param count how many.
 * @param windowMillis the windows' length.
 */
export function randomRecords(seed: number, count: number, windowMillis: number): KnownRecord[] {
    const next = numbers(seed);
    const one = <T>(of: readonly T[]) => of[Math.floor(next() * of.length)] as T;
    const step = () => {
        const kind = next();
        if (kind < 0.02) {
            return 3_600_000;
        }
        return kind < 0.3 ? 0 : Math.floor(next() * (kind < 0.6 ? 200 : windowMillis / 3));
    };
    let arrival = START + Math.floor(next() * windowMillis);
    const burst = one([404, 500]);
    return Array.from({ length: count }, (_, seq) => {
        arrival += step();
        if (next() < 0.1) {
            arrival = Math.ceil(arrival / windowMillis) * windowMillis; // on the edge
        }
        const inBurst = seq % 50 >= 35;
        return {
            seq,
            arrival,
            // Some lines are delayed by more than a minute: late.
            own: Math.floor((arrival - Math.floor(next() ** 4 * 150_000)) / 1000) * 1000,
            host: next() < 0.03 ? null : `10.0.0.${Math.floor(next() * 6)}`,
            request:
                next() < 0.05
                    ? null
                    : one([
                          "GET /a HTTP/1.1",
                          "GET /b?x=1 HTTP/1.1",
                          "POST /c HTTP/1.0",
                          "GET / HTTP/1.1",
                          "HEAD",
                          `GET /p${Math.floor(next() * 14)} HTTP/1.1`,
                      ]),
            response: next() < 0.03 ? null : inBurst ? burst : one([200, 200, 200, 301, 304, 404, 500]),
            bytes: next() < 0.1 ? null : Math.floor(next() * 5_000_000_000),
            ticker: one(["IBM", "IBM", "AMZN", null]),
            price: next() < 0.05 ? null : Math.round(next() * 10_000) / 100,
        };
    });
}

/** The same record as it lies in a stream: numbers as text, as the agent writes them. */
export function streamRecord(record: KnownRecord): StreamRecord {
    const { arrival, own, host, request, response, bytes, ticker, price } = record;
    const text = (value: number | null) => (value === null ? null : String(value));
    const data = {
        host,
        datetime: logTime(own),
        request,
        response: text(response),
        bytes: text(bytes),
        ticker,
        price,
    };
    return { arrivalMillis: arrival, data: JSON.stringify(data) };
}
