/** A log format of the Amazon Kinesis Agent's LOGTOJSON, as it reads it (awslabs/amazon-kinesis-agent, PatternConstants). */
export interface LogFormatReading {
    /** What a line matches as a whole, for java.util.regex. */
    readonly matchPattern: string;
    /** Names of the groups, in order. */
    readonly fieldNames: readonly string[];
    /** Whether a field that is `-` becomes null: Apache's formats write it for nothing. */
    readonly dashIsNull: boolean;
}

const HOST = String.raw`[\w-]+(?:\.[\w-]+)*\.?|[\d.]+`;
const IPV6 = String.raw`(?:[0-9A-Fa-f]{0,4}:){2,8}[0-9A-Fa-f.]*(?:%[\w.-]+)?`;
const USER = String.raw`[\w.-]+`;
const MONTH =
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|" +
    "Nov(?:ember)?|Dec(?:ember)?)";
const WEEKDAY =
    "(?:Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)";
const DAY = "(?:0[1-9]|[12][0-9]|3[01]|[1-9])";
const YEAR = String.raw`[1-9]\d*`;
const TIME = String.raw`(?:2[0-3]|[01]?\d):[0-5]\d:(?:[0-5]?\d|60)(?:[:.,]\d+)?`;
const NUMBER = String.raw`[+-]?\d+|-`;
const QUOTED = String.raw`"([^"]+)"`;

const commonFields = (host: string) =>
    String.raw`^(${host}) (${USER}) (${USER}) \[(${DAY}/${MONTH}/${YEAR}:${TIME}\s[+-]?\d+)\] ${QUOTED} (${NUMBER}) (${NUMBER})`;
const common = (host: string) => `${commonFields(host)}.*`;
const combined = (host: string) => `${commonFields(host)} ${QUOTED} ${QUOTED}.*`;
const syslog = (timestamp: string) =>
    String.raw`^(${timestamp}) (?:<\d+.\d+> )?(${USER}) ([\w._/%-]+)(?:\[([1-9]\d*)\])?: (.*)`;

const COMMON_FIELDS = ["host", "ident", "authuser", "datetime", "request", "response", "bytes"];
const COMBINED_FIELDS = [...COMMON_FIELDS, "referer", "agent"];
const SYSLOG_FIELDS = ["timestamp", "hostname", "program", "processid", "message"];

/** The log formats, by what the agent calls them (its enum ProcessingUtilsFactory.LogFormat). */
export const LOG_FORMATS = {
    COMMONAPACHELOG: { matchPattern: common(HOST), fieldNames: COMMON_FIELDS, dashIsNull: true },
    COMBINEDAPACHELOG: { matchPattern: combined(HOST), fieldNames: COMBINED_FIELDS, dashIsNull: true },
    APACHEERRORLOG: {
        matchPattern: String.raw`^\[(${WEEKDAY}\s+${MONTH}\s+${DAY}\s+${TIME}\s+${YEAR})\] \[(?:(\w+):)?(\w+)\] \[pid (\d+)(?::tid (\d+))?\] \[client ((?:${HOST})(?::[1-9]\d*)?)\] (.*)`,
        fieldNames: ["timestamp", "module", "severity", "processid", "threadid", "client", "message"],
        dashIsNull: true,
    },
    SYSLOG: {
        matchPattern: syslog(String.raw`${MONTH}\s+${DAY}\s+${TIME}`),
        fieldNames: SYSLOG_FIELDS,
        dashIsNull: false,
    },
    RFC3339SYSLOG: {
        matchPattern: syslog(String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[-+]\d{2}:\d{2})`),
        fieldNames: SYSLOG_FIELDS,
        dashIsNull: false,
    },
} as const satisfies Readonly<Record<string, LogFormatReading>>;

/** What the agent calls a log format. */
export type LogFormat = keyof typeof LOG_FORMATS;

/** The value of producer.matchPattern that stands for the format's own pattern, with hosts that may be IPv6 addresses. */
export const READ_IPV6 = "IPV6";

/**
 * The Apache access log formats with hosts that may be IPv6 addresses, with or without a zone (RFC 4007): the agent's own patterns
 * match none, and it skips such lines.
 */
export const IPV6_PATTERNS = {
    COMMONAPACHELOG: common(`${HOST}|${IPV6}`),
    COMBINEDAPACHELOG: combined(`${HOST}|${IPV6}`),
} as const;
