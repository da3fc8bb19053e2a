import { ApplicationInput } from "../../../tools/kda-import/translation";

/** An application of the service with records and the rows that it gave, calculated by hand. */
export interface TranslationCase {
    readonly title: string;
    readonly code: string;
    /** The input's columns as `NAME TYPE`, each mapped to the member of its name; none: they are inferred. */
    readonly columns?: readonly string[];
    readonly input?: Partial<ApplicationInput>;
    /** Second of arrival, from midnight, and the record. */
    readonly records: readonly (readonly [number, object | string])[];
    /** Rows by output stream, or of the only one; times as HH:MM:SS; without shard, sequence number and end of the window. */
    readonly rows: readonly object[] | Readonly<Record<string, readonly object[]>>;
    readonly resultKey?: readonly string[];
    /** Parts of the notes. */
    readonly notes?: readonly string[];
}

/** The demo stream of the service with two more columns. */
export const TICKER = [
    "TICKER VARCHAR(4)",
    "SECTOR VARCHAR(16)",
    "PRICE REAL",
    "VOLUME INTEGER",
    "TRADED TIMESTAMP",
];

export const MINUTE = "STEP(S.ROWTIME BY INTERVAL '60' SECOND)";
export const FROM = 'FROM "SOURCE_SQL_STREAM_001" AS S';

/** A stream and the pump into it. */
export function pump(columns: string, select: string, stream = "DESTINATION_SQL_STREAM"): string {
    return `CREATE OR REPLACE STREAM "${stream}" (${columns});
CREATE OR REPLACE PUMP "INTO_${stream}" AS INSERT INTO "${stream}"
${select};
`;
}

/** Trades: second of arrival, ticker, sector, price, volume, second of the trade. */
export function trades(
    ...list: readonly (readonly [number, string, string, number, number, number?])[]
): (readonly [number, object])[] {
    return list.map(([second, ticker, sector, price, volume, traded = second]) => [
        second,
        {
            TICKER: ticker,
            SECTOR: sector,
            PRICE: price,
            VOLUME: volume,
            TRADED: new Date(Date.UTC(2024, 0, 1, 0, 0, traded)).toISOString(),
        },
    ]);
}
