import assert from "node:assert/strict";
import { ApplicationControl, FlinkService } from "../../components/analytics/application-control";

interface Operation {
    readonly id: string;
    status: "IN_PROGRESS" | "SUCCESSFUL" | "FAILED";
    reason?: string;
}

/** A service whose statuses follow each other with each look, as a test scripts them. */
class FakeService {
    readonly calls: string[] = [];
    private readonly operations: Operation[] = [];
    snapshots: { SnapshotName: string; SnapshotStatus: string; SnapshotCreationTimestamp: Date }[] = [];

    /**
     * @param statuses the first is the current one; each DescribeApplication takes the next, and the last one stays.
     * @param onStop what a stop without force comes to.
     * @param onStart what a start comes to.
     */
    constructor(
        private statuses: string[],
        private readonly onStop: { statuses: string[]; failure?: string } = {
            statuses: ["STOPPING", "READY"],
        },
        private readonly onStart: { statuses: string[]; failure?: string } = {
            statuses: ["STARTING", "RUNNING"],
        },
    ) {}

    failNewest(reason: string): this {
        this.operations.unshift({ id: "earlier", status: "FAILED", reason });
        return this;
    }

    private begin(name: string, { statuses, failure }: { statuses: string[]; failure?: string }) {
        this.calls.push(name);
        this.statuses = [...statuses];
        const OperationId = `${name} ${this.calls.length}`;
        this.operations.unshift({
            id: OperationId,
            status: failure === undefined ? "SUCCESSFUL" : "FAILED",
            ...(failure !== undefined && { reason: failure }),
        });
        return Promise.resolve({ OperationId });
    }

    /** The part of the client that the control calls; its answers have the members that it reads. */
    get client(): FlinkService {
        return {
            describeApplication: () => {
                const [ApplicationStatus] = this.statuses;
                this.statuses = this.statuses.length > 1 ? this.statuses.slice(1) : this.statuses;
                return Promise.resolve({ ApplicationDetail: { ApplicationStatus, ApplicationVersionId: 7 } });
            },
            listApplicationOperations: () =>
                Promise.resolve({
                    ApplicationOperationInfoList: this.operations
                        .slice(0, 1)
                        .map(({ id }) => ({ OperationId: id })),
                }),
            describeApplicationOperation: ({ OperationId }: { OperationId: string }) => {
                const found = this.operations.find(({ id }) => id === OperationId);
                return Promise.resolve({
                    ApplicationOperationInfoDetails: {
                        OperationStatus: found?.status,
                        OperationFailureDetails: { ErrorInfo: { ErrorString: found?.reason } },
                    },
                });
            },
            stopApplication: ({ Force }: { Force?: boolean }) =>
                Force === true
                    ? this.begin("force stop", { statuses: ["FORCE_STOPPING", "READY"] })
                    : this.begin("stop", this.onStop),
            startApplication: ({ RunConfiguration }: { RunConfiguration: object }) =>
                this.begin(`start ${JSON.stringify(RunConfiguration)}`, this.onStart),
            listApplicationSnapshots: ({ NextToken }: { NextToken?: string }) => {
                const from = Number(NextToken ?? 0);
                const more = from + 2 < this.snapshots.length;
                return Promise.resolve({
                    SnapshotSummaries: this.snapshots.slice(from, from + 2),
                    NextToken: more ? String(from + 2) : undefined,
                });
            },
            deleteApplicationSnapshot: ({ SnapshotName }: { SnapshotName: string }) => {
                this.calls.push(`delete ${SnapshotName}`);
                return Promise.resolve({});
            },
        } as unknown as FlinkService;
    }
}

const RUN = { FlinkRunConfiguration: { AllowNonRestoredState: true } };
const START = `start ${JSON.stringify(RUN)}`;

function controlOf(service: FakeService, limitMillis = 1000) {
    const lines: string[] = [];
    const report = { progress: () => undefined, warn: (line: string) => void lines.push(line) };
    return { control: new ApplicationControl(service.client, "a", report, 1, limitMillis), lines };
}

describe("the control of a Flink application", () => {
    describe("stops it before an update", () => {
        const cases: readonly [string, FakeService, string[], RegExp | undefined][] = [
            ["with a snapshot where it runs", new FakeService(["RUNNING"]), ["stop"], undefined],
            ["by no call where it is stopped", new FakeService(["READY"]), [], undefined],
            [
                "once an earlier start is over",
                new FakeService(["STARTING", "STARTING", "RUNNING"]),
                ["stop"],
                undefined,
            ],
            [
                "by force where an earlier start has failed",
                new FakeService(["STARTING"]).failNewest("no such column"),
                ["force stop"],
                /without a snapshot, because an earlier operation failed: no such column/,
            ],
            [
                "by force where its snapshot cannot be taken",
                new FakeService(["RUNNING"], { statuses: ["STOPPING", "RUNNING"], failure: "no savepoint" }),
                ["stop", "force stop"],
                /without a snapshot, because no savepoint; .* is delivered again/,
            ],
        ];
        for (const [how, service, calls, warning] of cases) {
            it(how, async () => {
                const { control, lines } = controlOf(service);
                await control.stopForUpdate();
                assert.deepEqual(service.calls, calls);
                assert.equal(lines.length, warning ? 1 : 0, lines.join("\n"));
                assert.match(lines[0] ?? "", warning ?? /^$/);
            });
        }

        it("by force where an operation of someone else takes too long", async () => {
            const service = new FakeService(["UPDATING"]);
            const { control, lines } = controlOf(service, 20);
            await control.stopForUpdate();
            assert.deepEqual(service.calls, ["force stop"]);
            assert.match(lines[0] ?? "", /because it is UPDATING for more than .* minutes/);
        });
    });

    describe("makes it run at the end of a deployment", () => {
        const cases: readonly [string, FakeService, string[]][] = [
            ["by a start where it is stopped", new FakeService(["READY"]), [START]],
            ["by no call where it runs", new FakeService(["RUNNING"]), []],
            ["by no call where it is being started", new FakeService(["STARTING", "RUNNING"]), []],
            [
                "by a stop and a start where an earlier start has failed",
                new FakeService(["STARTING"]).failNewest("no such column"),
                ["force stop", START],
            ],
        ];
        for (const [how, service, calls] of cases) {
            it(how, async () => {
                await controlOf(service).control.ensureRunning(RUN);
                assert.deepEqual(service.calls, calls);
            });
        }

        it("by no force where the status has changed since its operation failed", async () => {
            const service = new FakeService(["STARTING", "READY"]).failNewest("no such column");
            await controlOf(service).control.ensureRunning(RUN);
            assert.deepEqual(service.calls, [START]);
        });

        it("or says what to do where an operation started elsewhere takes too long", async () => {
            const service = new FakeService(["AUTOSCALING"]).failNewest("an old failure");
            await assert.rejects(
                controlOf(service, 20).control.ensureRunning(RUN),
                /application a: it is AUTOSCALING for more than .* minutes; wait for it, or stop it by force/,
            );
            assert.deepEqual(service.calls, []);
        });

        it("or says why the service could not start it", async () => {
            const service = new FakeService(["READY"], undefined, {
                statuses: ["STARTING"],
                failure: "Column 'respons' not found",
            });
            await assert.rejects(controlOf(service).control.ensureRunning(RUN), {
                message: "application a v7 does not start: Column 'respons' not found",
            });
        });

        it("or says that a start takes too long", async () => {
            const service = new FakeService(["READY"], undefined, { statuses: ["STARTING"] });
            await assert.rejects(
                controlOf(service, 20).control.ensureRunning(RUN),
                /does not start: its start is not over after .* minutes; it is STARTING$/,
            );
        });
    });

    it("deletes the oldest snapshots that the service took, on all pages, and none that a person named", async () => {
        const service = new FakeService(["RUNNING"]);
        const second = new Date("2026-11-25T00:00:00Z");
        const taken = (SnapshotName: string, SnapshotStatus = "READY") => ({
            SnapshotName,
            SnapshotStatus,
            SnapshotCreationTimestamp: second,
        });
        service.snapshots = [
            taken("STOP-a-1795564800003"),
            taken("before-the-release"),
            taken("UPDATEAPPLICATION-a-1795564800001"),
            taken("STOP-a-1795564800004", "CREATING"),
            taken("STOP-a-1795564800002"),
            taken("STOP-a-1795564800000"),
        ];
        await controlOf(service).control.pruneSnapshots(2);
        assert.deepEqual(service.calls, [
            "delete UPDATEAPPLICATION-a-1795564800001",
            "delete STOP-a-1795564800000",
        ]);
    });

    it("knows the code objects that the deployed version names", async () => {
        const described = {
            ApplicationConfigurationDescription: {
                ApplicationCodeConfigurationDescription: {
                    CodeContentDescription: { S3ApplicationCodeLocationDescription: { FileKey: "a.jar" } },
                },
                EnvironmentPropertyDescriptions: {
                    PropertyGroupDescriptions: [
                        { PropertyMap: { "sql.uri": "s3://code/a.sql", other: "s3://elsewhere/b.sql" } },
                    ],
                },
            },
        };
        const service = { describeApplication: () => Promise.resolve({ ApplicationDetail: described }) };
        const report = { progress: () => undefined, warn: () => undefined };
        const control = new ApplicationControl(service as unknown as FlinkService, "a", report);
        assert.deepEqual(await control.namedCode("code"), ["a.jar", "a.sql"]);
    });
});
