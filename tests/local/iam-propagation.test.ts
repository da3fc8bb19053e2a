import assert from "node:assert/strict";
import { untilIamPropagated } from "../../local/provider/iam-propagation";

/** A clock that only moves while it is slept by. */
function clock() {
    let millis = 0;
    const time = {
        now: () => millis,
        sleep: (waited: number) => {
            millis += waited;
            return Promise.resolve();
        },
    };
    return { time, passed: () => millis };
}

const error = (name: string, message: string) => Object.assign(new Error(message), { name });
const ARN = "arn:aws:iam::111122223333:role/r";

describe("a call while IAM propagates", () => {
    for (const [service, name, message] of [
        [
            "firehose",
            "InvalidArgumentException",
            `Firehose is unable to assume role ${ARN}. Please check the role provided.`,
        ],
        [
            "flink",
            "InvalidArgumentException",
            `Kinesis Analytics service doesn't have sufficient privileges to assume the role ${ARN}`,
        ],
        [
            "flink",
            "InvalidArgumentException",
            "Please check the role provided or validity of S3 location you provided. We are unable to get the specified fileKey: k in the specified bucket: b",
        ],
        [
            "ec2",
            "InvalidParameterValue",
            "Value (p) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
        ],
    ] as const) {
        it(`of ${service} is repeated after "${message.slice(0, 60)}…"`, async () => {
            const { time, passed } = clock();
            let calls = 0;
            const call = () => (++calls < 4 ? Promise.reject(error(name, message)) : Promise.resolve("done"));
            assert.equal(await untilIamPropagated(service, call, time), "done");
            assert.deepEqual([calls, passed()], [4, 500 + 1000 + 2000]);
        });
    }

    it("fails with the service's own error after two minutes", async () => {
        const { time, passed } = clock();
        const message = "Firehose is unable to assume role";
        const call = () => Promise.reject(error("InvalidArgumentException", message));
        await assert.rejects(untilIamPropagated("firehose", call, time), { message });
        assert.ok(passed() > 105_000 && passed() <= 120_000, String(passed()));
    });

    for (const [service, name, message] of [
        [
            "firehose",
            "InvalidArgumentException",
            "The security token included in the request is invalid. Ensure that the provided IAM role associated with firehose is not deleted.",
        ],
        ["firehose", "LimitExceededException", "Firehose is unable to assume role"],
        ["ec2", "InvalidParameterValue", "Value (x) for parameter instanceType is invalid."],
        ["flink", "ResourceInUseException", "Kinesis Analytics service doesn't have sufficient privileges"],
    ] as const) {
        it(`of ${service} fails at once with ${name}: ${message.slice(0, 45)}…`, async () => {
            const { time } = clock();
            let calls = 0;
            const call = () => {
                calls++;
                return Promise.reject(error(name, message));
            };
            await assert.rejects(untilIamPropagated(service, call, time), { message });
            assert.equal(calls, 1);
        });
    }
});
