import assert from "node:assert/strict";
import { checkFieldNames } from "../../components/queries/field-names";
import { readQuery } from "../../components/queries/query";

describe("the names of the agent's fields", () => {
    const query = readQuery("status-counts");
    const required = query.columns.filter(({ optional }) => !optional).map(({ name }) => name);

    it("are enough where each required column is among them", () => {
        checkFieldNames([...required, "other"], [query], "key");
        checkFieldNames(
            ["a"],
            [{ ...query, columns: [{ name: "b", type: "STRING", optional: true }] }],
            "key",
        );
    });

    it("are the log format's where none are given", () => checkFieldNames([], [query], "key"));

    it("are refused where a query's required column is missing, in one line", () => {
        assert.ok(required.includes("response"));
        assert.throws(
            () =>
                checkFieldNames(
                    required.filter((name) => name !== "response"),
                    [query],
                    "key",
                ),
            {
                message:
                    "key: the query 'status-counts' requires response, which no field is named; every record would be rejected. Name a field so, or make the column optional in sql/status-counts.schema.json",
            },
        );
    });
});
