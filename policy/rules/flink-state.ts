import { Finding, refuse } from "../pack/finding";
import { blockAt } from "../pack/props";
import { EvaluatedResource, Rule } from "../pack/rule";

/** Compliant: a Flink application keeps its state across failures (checkpoints) and updates (snapshots). */
export const flinkState: Rule = {
    name: "flink-state",
    description: "Turn on checkpoints and snapshots: without them a failure or an update loses open windows.",
    why: "A failed job without checkpoints, and an updated one without snapshots, starts from nothing: open windows and their counts are lost.",
    accepts: "Flink applications with checkpoints and snapshots",
    types: ["aws:kinesisanalyticsv2/application:Application"],
    judge({ props }: EvaluatedResource): Finding[] {
        const runtime = props["runtimeEnvironment"];
        if (typeof runtime === "string" && !runtime.startsWith("FLINK-")) {
            return [];
        }
        const configuration = blockAt(props, "applicationConfiguration");
        const checkpoints = blockAt(
            configuration,
            "flinkApplicationConfiguration",
            "checkpointConfiguration",
        );
        const snapshots = blockAt(configuration, "applicationSnapshotConfiguration");
        // The service's default is checkpoints on; snapshots have to be turned on.
        const custom = checkpoints?.["configurationType"] === "CUSTOM";
        return [
            ...(custom && checkpoints["checkpointingEnabled"] !== true
                ? [
                      refuse(
                          "checkpointConfiguration.checkpointingEnabled: a failure loses all state; set it to true",
                      ),
                  ]
                : []),
            ...(snapshots?.["snapshotsEnabled"] === true
                ? []
                : [
                      refuse(
                          "applicationSnapshotConfiguration.snapshotsEnabled: an update loses all state; set it to true",
                      ),
                  ]),
        ];
    },
};
