import { DeployedApplication } from "../../cloud/deployed";

const LOOPBACK = "127.0.0.1";

/** A folder as Flink names it. It decodes nothing, so nothing is encoded. */
export function fileUri(folder: string): string {
    return `file://${folder}`;
}

/** Where a Flink process of an application runs, and what it goes on from. */
export interface FlinkPlace {
    /** Of its REST interface and dashboard. */
    readonly restPort: number;
    /** Folder of its temporary files. */
    readonly tmp: string;
    /** Folder of its checkpoints. */
    readonly checkpoints: string;
    /** Folder of the checkpoint or savepoint that is restored; undefined for a start with empty state. */
    readonly restored?: string;
}

/**
 * Flink's settings for an application, as the service makes them of its configuration: one slot for each parallel task,
 * checkpoints, and a restart with back-off after a failure; and for this machine, all on loopback.
 *
 * @returns settings by their names (Apache Flink documentation, "Configuration").
 */
export function flinkSettings(application: DeployedApplication, place: FlinkPlace): Record<string, string> {
    const { restPort, tmp, checkpoints, restored } = place;
    return {
        "rest.address": LOOPBACK,
        "rest.bind-address": LOOPBACK,
        "rest.port": String(restPort),
        "rest.bind-port": String(restPort),
        "jobmanager.bind-host": LOOPBACK,
        "taskmanager.bind-host": LOOPBACK,
        "taskmanager.host": LOOPBACK,
        "taskmanager.numberOfTaskSlots": String(application.parallelism),
        "parallelism.default": String(application.parallelism),
        "execution.checkpointing.interval": `${application.checkpointIntervalMillis} ms`,
        "execution.checkpointing.externalized-checkpoint-retention": "RETAIN_ON_CANCELLATION",
        "execution.checkpointing.dir": fileUri(checkpoints),
        "metrics.fetcher.update-interval": "1000", // the values of its REST interface would be ten seconds old
        "restart-strategy.type": "exponential-delay",
        "restart-strategy.exponential-delay.initial-backoff": "1 s",
        "restart-strategy.exponential-delay.max-backoff": "10 s",
        "restart-strategy.exponential-delay.reset-backoff-threshold": "60 s",
        "io.tmp.dirs": tmp,
        ...(restored !== undefined && {
            "execution.state-recovery.path": fileUri(restored),
            "execution.state-recovery.ignore-unclaimed-state": String(application.allowNonRestoredState),
        }),
    };
}
