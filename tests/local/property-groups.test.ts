import assert from "node:assert/strict";
import { DeployedApplication } from "../../local/cloud/deployed";
import {
    deliveryStream,
    queryGroups,
    rejectedDeliveryStream,
    sourceStream,
    windowMillis,
} from "../../local/cloud/property-groups";

const APPLICATION: Pick<DeployedApplication, "propertyGroups"> = {
    propertyGroups: [
        { id: "source", map: { "stream.name": "in", "aws.region": "us-east-1" } },
        { id: "query.b", map: { "delivery.stream.name": "out-b", windowSeconds: "10" } },
        { id: "query.a", map: { "delivery.stream.name": "out-a", windowSeconds: "10" } },
        { id: "rejected", map: { "delivery.stream.name": "errors" } },
        { id: "queries", map: { "delivery.stream.name": "of another program" } },
    ],
};

describe("the property groups of an application", () => {
    it("name its stream and the delivery stream of its rejected records", () => {
        assert.equal(sourceStream(APPLICATION), "in");
        assert.equal(rejectedDeliveryStream(APPLICATION), "errors");
    });

    it("name its queries with their delivery streams", () => {
        const streams = [...queryGroups(APPLICATION)].map(([name, group]) => [name, deliveryStream(group)]);
        assert.deepEqual(streams, [
            ["b", "out-b"],
            ["a", "out-a"],
        ]);
    });

    it("give the length of its windows, and a minute without a placeholder for it", () => {
        assert.equal(windowMillis(APPLICATION), 10_000);
        assert.equal(windowMillis({ propertyGroups: [{ id: "query.a", map: {} }] }), 60_000);
    });

    it("name nothing where they are those of another program", () => {
        const other = { propertyGroups: [{ id: "FlinkApplicationProperties", map: { a: "b" } }] };
        assert.equal(sourceStream(other), undefined);
        assert.equal(rejectedDeliveryStream(other), undefined);
        assert.equal(queryGroups(other).size, 0);
    });
});
