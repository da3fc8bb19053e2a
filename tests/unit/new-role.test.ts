import assert from "node:assert/strict";
import { isNewRoleError } from "../../components/foundation/new-role";

/** As users report it (hashicorp/terraform-provider-aws issue 47937). */
const REPORTED =
    "creating Kinesis Firehose Delivery Stream (s): operation error Firehose: CreateDeliveryStream, https response error " +
    "StatusCode: 400, RequestID: 0, InvalidArgumentException: The security token included in the request is invalid. " +
    "Ensure that the provided IAM role associated with firehose is not deleted.";

describe("the creation of a delivery stream whose role is new", () => {
    const cases: readonly [string, string, readonly string[], boolean][] = [
        ["is tried again where Firehose does not see the role yet", "create", [REPORTED], true],
        ["is tried again a sixth time", "create", Array<string>(6).fill(REPORTED), true],
        ["is tried six times again at most", "create", Array<string>(7).fill(REPORTED), false],
        ["is given up where nothing says why it failed", "create", [], false],
        [
            "is given up at once for another error",
            "create",
            ["InvalidArgumentException: no such bucket"],
            false,
        ],
        ["is given up where the newest error is another one", "create", ["LimitExceeded", REPORTED], false],
        ["is not what an update or a deletion does", "update", [REPORTED], false],
        [
            "is given up where expired credentials of the caller are refused",
            "create",
            ["The security token included in the request is invalid."],
            false,
        ],
    ];
    for (const [what, operation, errors, again] of cases) {
        it(what, () => assert.equal(isNewRoleError(operation, errors), again));
    }
});
