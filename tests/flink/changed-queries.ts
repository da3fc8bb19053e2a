import { REFUSED, SEVERAL } from "./changed-applications";
import {
    APART,
    COLUMNS,
    COPY,
    ChangedQueries,
    MINUTE,
    other,
    over,
    own,
    perRecord,
    placeholder,
    text,
    topHosts,
    windowed,
} from "./change-parts";

const TEXTS: readonly ChangedQueries[] = [
    { title: "the same text", before: [MINUTE], after: [MINUTE] },
    {
        title: "another comment that fills a line",
        before: [text(MINUTE, `-- one\n${MINUTE.sql}`)],
        after: [text(MINUTE, `-- two\n${MINUTE.sql}`)],
    },
    {
        title: "one more line of comment",
        before: [MINUTE],
        after: [text(MINUTE, `-- counts by minute\n${MINUTE.sql}`)],
    },
    { title: "a blank more", before: [MINUTE], after: [text(MINUTE, MINUTE.sql.replace(" AS n", "  AS n"))] },
    {
        title: "another alias",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { select: "COUNT(*) AS requests", results: "requests BIGINT" })],
    },
    {
        title: "another literal in WHERE",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { where: "status < 400" })],
    },
    {
        title: "a result column more",
        before: [MINUTE],
        after: [
            windowed("TUMBLE 60", {
                select: "COUNT(*) AS n, SUM(`bytes`) AS total",
                results: "n BIGINT, total INTEGER",
            }),
        ],
    },
    {
        title: "a result column less",
        before: [
            windowed("TUMBLE 60", {
                select: "COUNT(*) AS n, SUM(`bytes`) AS total",
                results: "n BIGINT, total INTEGER",
            }),
        ],
        after: [MINUTE],
    },
    {
        title: "another type of a result column",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { select: "CAST(COUNT(*) AS INTEGER) AS n", results: "n INTEGER" })],
    },
    {
        title: "another key of the results",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { key: "windowEnd, status" })],
    },
    {
        title: "one more column in GROUP BY",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { group: "status, host" })],
    },
    {
        title: "one less column in GROUP BY",
        before: [windowed("TUMBLE 60", { group: "status, host" })],
        after: [MINUTE],
    },
];

const WINDOWS: readonly ChangedQueries[] = [
    { title: "a longer window", before: [MINUTE], after: [windowed("TUMBLE 120")] },
    { title: "a shorter window", before: [MINUTE], after: [windowed("TUMBLE 10")] },
    { title: "a longer placeholder", before: [placeholder("30")], after: [placeholder("90")] },
    {
        title: "a longer window that is no multiple",
        before: [windowed("TUMBLE 40")],
        after: [MINUTE],
        stop: 190,
    },
    { title: "TUMBLE to HOP", before: [MINUTE], after: [windowed("HOP 15 60")] },
    { title: "TUMBLE to a shorter HOP", before: [MINUTE], after: [windowed("HOP 10 20")] },
    { title: "TUMBLE to CUMULATE", before: [MINUTE], after: [windowed("CUMULATE 15 60")] },
    { title: "TUMBLE to SESSION", before: [MINUTE], after: [windowed("SESSION 20")] },
    { title: "HOP to TUMBLE", before: [windowed("HOP 15 60")], after: [MINUTE] },
    { title: "HOP to another slide", before: [windowed("HOP 15 60")], after: [windowed("HOP 20 60")] },
    { title: "CUMULATE to TUMBLE", before: [windowed("CUMULATE 15 60")], after: [MINUTE] },
    {
        title: "CUMULATE to a shorter TUMBLE",
        before: [windowed("CUMULATE 30 60")],
        after: [windowed("TUMBLE 10")],
    },
    {
        title: "CUMULATE with another literal",
        before: [windowed("CUMULATE 15 60")],
        after: [windowed("CUMULATE 15 60", { where: "status < 400" })],
    },
    { title: "SESSION to TUMBLE", before: [windowed("SESSION 20")], after: [MINUTE] },
    { title: "SESSION to a longer gap", before: [windowed("SESSION 20")], after: [windowed("SESSION 40")] },
    {
        title: "SESSION with another literal",
        before: [windowed("SESSION 20")],
        after: [windowed("SESSION 20", { where: "status < 400" })],
    },
    {
        title: "SESSION with the same text",
        before: [windowed("SESSION 20")],
        after: [windowed("SESSION 20")],
    },
    { title: "fewer ranks of a window", before: [topHosts(2)], after: [topHosts(1)] },
];

const RECORDS: readonly ChangedQueries[] = [
    { title: "OVER with more rows", before: [over("ROWS BETWEEN 2")], after: [over("ROWS BETWEEN 4")] },
    {
        title: "OVER with a longer time",
        before: [over("RANGE BETWEEN INTERVAL '30' SECOND")],
        after: [over("RANGE BETWEEN INTERVAL '60' SECOND")],
    },
    {
        title: "OVER from the first record on to rows",
        before: [over("ROWS BETWEEN UNBOUNDED")],
        after: [over("ROWS BETWEEN 4")],
    },
    {
        title: "OVER with the same text",
        before: [over("ROWS BETWEEN UNBOUNDED")],
        after: [over("ROWS BETWEEN UNBOUNDED")],
    },
    { title: "TUMBLE to OVER", before: [MINUTE], after: [over("ROWS BETWEEN 4")] },
    { title: "OVER to TUMBLE", before: [over("ROWS BETWEEN 4")], after: [MINUTE] },
    {
        title: "OVER to a row per record",
        before: [over("ROWS BETWEEN 4", own("at", 20))],
        after: [perRecord("host", "host STRING", own("at", 20))],
    },
    {
        title: "a row per record, another literal",
        before: [COPY],
        after: [perRecord("host", "host STRING", { where: "status < 400" })],
    },
    { title: "a row per record, the same text", before: [COPY], after: [COPY] },
    { title: "a row per record to TUMBLE", before: [COPY], after: [MINUTE] },
    { title: "TUMBLE to a row per record", before: [MINUTE], after: [COPY] },
];

const SCHEMAS: readonly ChangedQueries[] = [
    { title: "a column that becomes optional", before: [MINUTE], after: [windowed("TUMBLE 60", APART)] },
    {
        title: "a new optional column",
        before: [MINUTE],
        after: [
            windowed("TUMBLE 60", {
                columns: [...COLUMNS, { name: "extra", type: "STRING", optional: true }],
            }),
        ],
    },
    {
        title: "a new column that no record has",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { columns: [...COLUMNS, { name: "extra", type: "STRING" }] })],
        countsAll: false,
    },
    {
        title: "a column less",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { columns: COLUMNS.filter(({ name }) => name !== "made") })],
    },
    {
        title: "a shorter VARCHAR",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { columns: other("host", { type: "VARCHAR(1)" }) })],
    },
    {
        title: "a pattern that the records do not have",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { columns: other("at", { pattern: "dd/MM/yyyy" }) })],
        countsAll: false,
    },
    {
        title: "the time of a column in place of arrival",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", own("at", 0))],
    },
    {
        title: "the time of arrival in place of a column",
        before: [windowed("TUMBLE 60", own("at", 0))],
        after: [MINUTE],
    },
    {
        title: "an earlier column for the time",
        before: [windowed("TUMBLE 60", own("at", 0))],
        after: [windowed("TUMBLE 60", own("made", 0))],
    },
    {
        title: "more time out of order",
        before: [windowed("TUMBLE 60", own("at", 0))],
        after: [windowed("TUMBLE 60", own("at", 20))],
    },
    {
        title: "less time out of order",
        before: [windowed("TUMBLE 60", own("at", 20))],
        after: [windowed("TUMBLE 60", own("at", 0))],
    },
];

/** Changes of every kind that the restart rules tell apart. */
export const CHANGES: readonly ChangedQueries[] = [
    ...TEXTS,
    ...WINDOWS,
    ...RECORDS,
    ...SCHEMAS,
    ...SEVERAL,
    ...REFUSED,
];
