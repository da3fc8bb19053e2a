import { toJson } from "../../tools/sql/apache-log";
import { Report, alternating, millisOf, seconds } from "./measure";

const LINE =
    '83.149.9.216 - - [17/May/2015:10:05:03 +0000] "GET /presentations/a.png HTTP/1.1" 200 203023 "http://a.example/" "Mozilla"';
/** The combined log format, as Apache's own documentation describes it (mod_log_config). */
const COMBINED = /^(\S+) (\S+) (\S+) \[([^\]]+)\] "((?:[^"\\]|\\.)*)" (\d{3}) (\S+)/;
const LINES = 100_000;
/** How much longer the agent may take for a line than its bare expression and JSON. */
const AGAINST_EXPRESSION = 3;

function plain(): string {
    const [, host, ident, authuser, datetime, request, response, bytes] = COMBINED.exec(LINE) ?? [];
    return JSON.stringify({ host, ident, authuser, datetime, request, response, bytes });
}

function forAll(work: () => unknown): Promise<number> {
    return millisOf(() => {
        for (let i = 0; i < LINES; i++) {
            work();
        }
    });
}

/** Measures how fast the agent makes records of lines. */
export async function agentBench(report: Report): Promise<void> {
    const compared = await alternating(
        () => forAll(plain),
        () => forAll(() => toJson(LINE, "COMMONAPACHELOG")),
    );
    const what = `agent: ${LINES.toLocaleString("en")} lines, against a bare expression`;
    report.ratio(what, compared, AGAINST_EXPRESSION, seconds);
}
