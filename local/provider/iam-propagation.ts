import { setTimeout as sleep } from "node:timers/promises";

/** Time that the official provider waits for a change of IAM to take effect (its `iamPropagationTimeout`). */
const LIMIT_MILLIS = 2 * 60_000;
/** Its waits between two tries: 500 ms at first, then twice as long each time, up to 10 s. */
const FIRST_WAIT_MILLIS = 500;
const LONGEST_WAIT_MILLIS = 10_000;

/** An error that may pass once IAM has propagated: its code, and a part of its message. */
interface Awaited {
    readonly name: string;
    readonly part: string;
}

const refused = (...parts: string[]): Awaited[] =>
    parts.map((part) => ({ name: "InvalidArgumentException", part }));

/**
 * What the official provider waits for, by service (its delivery_stream.go, application.go and ec2_instance.go). All else
 * fails at once, as it does there: also the one refusal of a delivery stream that users report and it does not know, "The
 * security token included in the request is invalid" (hashicorp/terraform-provider-aws issue 47937).
 */
const AWAITED = {
    firehose: refused(
        "Access was denied",
        "is not authorized to",
        "Please make sure the role specified in VpcConfiguration has permissions",
        "Verify that the IAM role has access",
        "Firehose is unable to assume role",
    ),
    flink: refused(
        "Kinesis Analytics service doesn't have sufficient privileges",
        "Kinesis Analytics doesn't have sufficient privileges",
        "does not provide Invoke permissions on the Lambda resource",
        "Please check the role provided or validity of S3 location you provided",
    ),
    ec2: ["Invalid IAM Instance Profile", " has no associated IAM Roles"].map((part) => ({
        name: "InvalidParameterValue",
        part,
    })),
} as const;

/** Where the waiting is done, and by which clock; tests give their own. */
interface Time {
    now(): number;
    sleep(millis: number): Promise<unknown>;
}

const SYSTEM: Time = { now: Date.now, sleep };

/**
 * Makes a call that names a role or an instance profile, and repeats it, as the official AWS provider does, while the service
 * does not yet see what was changed in IAM (IAM User Guide, "Changes that I make are not always immediately visible").
 *
 * @param service whose messages count.
 * @param call the call; made at least once.
 * @returns its answer.
 * @throws Error its error, at once where the official provider would not wait, else after two minutes.
 */
export async function untilIamPropagated<T>(
    service: keyof typeof AWAITED,
    call: () => Promise<T>,
    time: Time = SYSTEM,
): Promise<T> {
    const end = time.now() + LIMIT_MILLIS;
    for (let wait = FIRST_WAIT_MILLIS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS)) {
        try {
            return await call();
        } catch (error) {
            const { name, message } = error as Error;
            const awaited = AWAITED[service].some((one) => one.name === name && message.includes(one.part));
            if (!awaited || time.now() + wait > end) {
                throw error;
            }
        }
        await time.sleep(wait);
    }
}
