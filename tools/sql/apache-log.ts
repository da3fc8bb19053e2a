/** The log formats of LOGTOJSON that are served. */
export type LogFormat = "COMMONAPACHELOG" | "COMBINEDAPACHELOG";

/**
 * The Apache log formats as the Amazon Kinesis Agent reads them (awslabs/amazon-kinesis-agent, ApacheLogParser): all
 * fields are text, "-" becomes null, and whatever follows the common format's fields is left out.
 */
const HOST = String.raw`(?:[\w-]+(?:\.[\w-]+)*\.?|[\d.]+)`;
const USER = String.raw`[\w.-]+`;
const MONTH =
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|" +
    "Nov(?:ember)?|Dec(?:ember)?)";
const DAY = "(?:0[1-9]|[12][0-9]|3[01]|[1-9])";
const TIME = String.raw`(?:2[0-3]|[01]?\d):[0-5]\d:(?:[0-5]?\d|60)(?:[:.,]\d+)?`;
const DATE = String.raw`${DAY}/${MONTH}/[1-9]\d*:${TIME}\s[+-]?\d+`;
const NUMBER = String.raw`[+-]?\d+|-`;
const QUOTED = `[^"]+`;

const COMMON_SOURCE = String.raw`^(${HOST}) (${USER}) (${USER}) \[(${DATE})\] "(${QUOTED})" (${NUMBER}) (${NUMBER})`;
const COMMON = new RegExp(`${COMMON_SOURCE}.*$`);
const COMBINED = new RegExp(`${COMMON_SOURCE} "(${QUOTED})" "(${QUOTED})".*$`);
const COMMON_FIELDS = ["host", "ident", "authuser", "datetime", "request", "response", "bytes"];
const COMBINED_FIELDS = [...COMMON_FIELDS, "referer", "agent"];

/**
 * Converts one line as the agent's LOGTOJSON does.
 *
 * @param line a line without its newline.
 * @param format the flow's logFormat.
 * @returns one JSON object, its members in the agent's order; undefined where the line does not match.
 */
export function toJson(line: string, format: LogFormat): string | undefined {
    const [pattern, fields] =
        format === "COMMONAPACHELOG" ? [COMMON, COMMON_FIELDS] : [COMBINED, COMBINED_FIELDS];
    const match = pattern.exec(line);
    if (!match) {
        return undefined;
    }
    const members = fields.map((field, i) => [field, match[i + 1] === "-" ? null : match[i + 1]]);
    return JSON.stringify(Object.fromEntries(members));
}
