import { LineParser, logParser } from "../logs/log-parser";

/** The log formats of Apache's access logs. */
export type LogFormat = "COMMONAPACHELOG" | "COMBINEDAPACHELOG";

const PARSERS: Readonly<Record<LogFormat, LineParser>> = {
    COMMONAPACHELOG: logParser({ logFormat: "COMMONAPACHELOG" }),
    COMBINEDAPACHELOG: logParser({ logFormat: "COMBINEDAPACHELOG" }),
};

/**
 * Converts one line as the agent's LOGTOJSON does.
 *
 * @param line a line without its newline.
 * @param format the flow's logFormat.
 * @returns one JSON object, its members in the agent's order; undefined where the line does not match.
 */
export function toJson(line: string, format: LogFormat): string | undefined {
    return PARSERS[format](line);
}
