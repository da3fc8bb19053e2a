import { APART, COPY, ChangedQueries, MINUTE, named, own, perRecord, windowed } from "./change-parts";

/** Changes of applications with several queries. */
export const SEVERAL: readonly ChangedQueries[] = [
    {
        title: "a second query of the same schema",
        before: [MINUTE],
        after: [MINUTE, named(windowed("TUMBLE 30"), "r")],
    },
    {
        title: "one query less of the same schema",
        before: [MINUTE, named(windowed("TUMBLE 30"), "r")],
        after: [MINUTE],
    },
    {
        title: "another name of a second query",
        before: [MINUTE, named(MINUTE, "r")],
        after: [MINUTE, named(MINUTE, "s")],
    },
    {
        title: "another order of the queries",
        before: [MINUTE, named(windowed("TUMBLE 30"), "r")],
        after: [named(windowed("TUMBLE 30"), "r"), MINUTE],
    },
    {
        title: "one of two queries changed",
        before: [MINUTE, named(windowed("TUMBLE 30"), "r")],
        after: [MINUTE, named(windowed("TUMBLE 90"), "r")],
    },
    {
        title: "a window beside a row per record changed",
        before: [COPY, named(MINUTE, "r")],
        after: [COPY, named(windowed("TUMBLE 120"), "r")],
    },
    {
        title: "one of two queries of two schemas changed",
        before: [MINUTE, windowed("TUMBLE 30", { ...APART, name: "r" })],
        after: [MINUTE, windowed("TUMBLE 90", { ...APART, name: "r" })],
    },
    {
        title: "a query of another schema, behind",
        before: [MINUTE],
        after: [MINUTE, windowed("TUMBLE 30", { ...APART, name: "r" })],
    },
    {
        title: "a query of another schema, before",
        before: [MINUTE],
        after: [windowed("TUMBLE 30", { ...APART, name: "a" }), MINUTE],
    },
    {
        title: "the first of two schemas less",
        before: [windowed("TUMBLE 30", { ...APART, name: "a" }), MINUTE],
        after: [MINUTE],
    },
    {
        title: "the first of two schemas less, which waited longer",
        before: [windowed("TUMBLE 30", { ...own("at", 50), name: "a" }), windowed("TUMBLE 20", own("at", 0))],
        after: [windowed("TUMBLE 20", own("at", 0))],
    },
    {
        title: "the first of two schemas less, which waited less",
        before: [windowed("TUMBLE 30", { ...own("at", 0), name: "a" }), windowed("TUMBLE 20", own("at", 50))],
        after: [windowed("TUMBLE 20", own("at", 50))],
    },
];

/** Changes that may not start. */
export const REFUSED: readonly ChangedQueries[] = [
    {
        title: "state must find its operator: the same text",
        before: [MINUTE],
        after: [MINUTE],
        allowed: false,
    },
    {
        title: "state must find its operator: another window",
        before: [MINUTE],
        after: [windowed("TUMBLE 120")],
        allowed: false,
    },
    {
        title: "state must find its operator: a row per record, another literal",
        before: [COPY],
        after: [perRecord("host", "host STRING", { where: "status < 400" })],
        allowed: false,
    },
    {
        title: "state must find its operator: one query less",
        before: [COPY, named(COPY, "r")],
        after: [COPY],
        allowed: false,
    },
    {
        title: "a query that does not plan",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { where: "state < 400" })],
    },
    {
        title: "results that are not those of the schema",
        before: [MINUTE],
        after: [windowed("TUMBLE 60", { results: "n INTEGER" })],
    },
];
