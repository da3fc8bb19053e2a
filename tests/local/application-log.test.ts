import assert from "node:assert/strict";
import { wholeEntries } from "../../local/data-planes/flink/application-log";
import { metricData } from "../../local/data-planes/flink/application-metrics";

const ENTRY = "2026-03-01T12:00:00.123 [main] INFO a.B - started";

describe("the log of a Flink application", () => {
    it("is written entry by entry, a stack trace with the entry that it belongs to", () => {
        const trace = `${ENTRY.replace("INFO", "WARN")}\njava.lang.Exception: x\n\tat a.B.c(B.java:1)`;
        const { entries, bytes } = wholeEntries(`${trace}\n${ENTRY}\n${ENTRY}`);
        assert.deepEqual(entries, [trace, ENTRY]);
        assert.equal(bytes, Buffer.byteLength(`${trace}\n${ENTRY}\n`));
    });

    it("leaves the last entry for later: it may go on", () => {
        assert.deepEqual(wholeEntries(`${ENTRY}\n`), { entries: [], bytes: 0 });
        assert.deepEqual(wholeEntries("WARNING: what the JVM says\n"), { entries: [], bytes: 0 });
    });
});

describe("the metrics of a Flink application", () => {
    const measures = {
        accepted: 10,
        rejected: { badJson: 2 },
        recordsIn: 12,
        recordsOut: 3,
        lateRecordsDropped: 0,
        millisBehindLatest: 500,
        fullRestarts: 1,
    };
    const data = metricData("app", "a-stream", measures, new Date(0));
    const one = (name: string) => data.find(({ MetricName }) => MetricName === name);

    it("have the service's names and dimensions", () => {
        assert.deepEqual(one("fullRestarts"), {
            MetricName: "fullRestarts",
            Value: 1,
            Unit: "Count",
            Timestamp: new Date(0),
            Dimensions: [{ Name: "Application", Value: "app" }],
        });
        assert.deepEqual(one("millisBehindLatest")?.Dimensions, [
            { Name: "Application", Value: "app" },
            { Name: "Id", Value: "a_stream" },
            { Name: "Flow", Value: "Input" },
        ]);
        assert.deepEqual(one("recordsRejected")?.Dimensions?.[1], { Name: "Reason", Value: "badJson" });
    });

    it("leave out what Flink does not report yet", () => assert.equal(one("uptime"), undefined));
});
