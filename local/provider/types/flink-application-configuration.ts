import type {
    ApplicationConfiguration,
    ApplicationConfigurationDescription,
    ApplicationConfigurationUpdate,
    ApplicationRestoreType,
    PropertyGroup,
    RunConfiguration,
    RunConfigurationUpdate,
} from "@aws-sdk/client-kinesis-analytics-v2";
import { Properties, list, nested, text } from "../resource-type";

/** The blocks of `applicationConfiguration`, each of which the official provider compares and sends by itself. */
export type Block =
    | "applicationCodeConfiguration"
    | "applicationEncryptionConfiguration"
    | "applicationSnapshotConfiguration"
    | "environmentProperties"
    | "flinkApplicationConfiguration"
    | "runConfiguration";

/** The service's form of our properties: the same names with a capital, KPU whole, and `suffix` for an update. */
function capitalize(properties: Properties, suffix = ""): Record<string, unknown> {
    return Object.fromEntries(
        Object.entries(properties).map(([key, value]) => {
            const name = key.charAt(0).toUpperCase() + key.slice(1).replace(/Kpu$/, "KPU");
            return [name + suffix, value];
        }),
    );
}

/** Our form of the service's properties; the inverse of `capitalize`. */
function uncapitalize(description: object | undefined, ...keys: string[]): Properties {
    const known = Object.entries(description ?? {}).map(([key, value]) => [
        key.charAt(0).toLowerCase() + key.slice(1).replace(/KPU$/, "Kpu"),
        value as unknown,
    ]);
    return Object.fromEntries(known.filter(([key]) => keys.includes(String(key)))) as Properties;
}

function propertyGroups(configuration: Properties): PropertyGroup[] {
    return list(nested(configuration, "environmentProperties"), "propertyGroups").map((group) => ({
        PropertyGroupId: text(group, "propertyGroupId"),
        PropertyMap: group["propertyMap"] as Record<string, string>,
    }));
}

const FLINK_BLOCKS = [
    "checkpointConfiguration",
    "monitoringConfiguration",
    "parallelismConfiguration",
] as const;

function flinkBlocks(configuration: Properties, suffix = ""): Record<string, unknown> {
    const flink = nested(configuration, "flinkApplicationConfiguration");
    const given = FLINK_BLOCKS.filter((block) => flink[block] !== undefined);
    return capitalize(
        Object.fromEntries(given.map((block) => [block, capitalize(nested(flink, block), suffix)])),
        suffix,
    );
}

function s3Location(configuration: Properties): Properties {
    const code = nested(nested(configuration, "applicationCodeConfiguration"), "codeContent");
    return nested(code, "s3ContentLocation");
}

/** `ApplicationConfiguration` of CreateApplication. */
export function toConfiguration(inputs: Properties): ApplicationConfiguration {
    const configuration = nested(inputs, "applicationConfiguration");
    const encryption = nested(configuration, "applicationEncryptionConfiguration");
    const code = nested(configuration, "applicationCodeConfiguration");
    const configured = {
        ApplicationCodeConfiguration: {
            CodeContentType: text(code, "codeContentType"),
            CodeContent: { S3ContentLocation: s3LocationOf(configuration) },
        },
        ApplicationSnapshotConfiguration: {
            SnapshotsEnabled:
                nested(configuration, "applicationSnapshotConfiguration")["snapshotsEnabled"] === true,
        },
        EnvironmentProperties: { PropertyGroups: propertyGroups(configuration) },
        FlinkApplicationConfiguration: flinkBlocks(configuration),
        ...(Object.keys(encryption).length > 0 && {
            ApplicationEncryptionConfiguration: capitalize(encryption),
        }),
    };
    // The blocks are built by name; the service's client types them member by member.
    return configured as unknown as ApplicationConfiguration;
}

function s3LocationOf(configuration: Properties, suffix = ""): Record<string, string> {
    const location = s3Location(configuration);
    return {
        [`BucketARN${suffix}`]: text(location, "bucketArn"),
        [`FileKey${suffix}`]: text(location, "fileKey"),
    };
}

/**
 * `ApplicationConfigurationUpdate` of UpdateApplication with the changed blocks only, as the official provider sends it.
 *
 * @param inputs the new inputs.
 * @param changed the blocks that differ.
 */
export function toConfigurationUpdate(
    inputs: Properties,
    changed: readonly Block[],
): ApplicationConfigurationUpdate {
    const configuration = nested(inputs, "applicationConfiguration");
    const updates: Record<Exclude<Block, "runConfiguration">, () => Record<string, unknown>> = {
        applicationCodeConfiguration: () => ({
            ApplicationCodeConfigurationUpdate: {
                CodeContentTypeUpdate: text(
                    nested(configuration, "applicationCodeConfiguration"),
                    "codeContentType",
                ),
                CodeContentUpdate: { S3ContentLocationUpdate: s3LocationOf(configuration, "Update") },
            },
        }),
        applicationEncryptionConfiguration: () => ({
            ApplicationEncryptionConfigurationUpdate: capitalize(
                nested(configuration, "applicationEncryptionConfiguration"),
                "Update",
            ),
        }),
        applicationSnapshotConfiguration: () => ({
            ApplicationSnapshotConfigurationUpdate: {
                SnapshotsEnabledUpdate:
                    nested(configuration, "applicationSnapshotConfiguration")["snapshotsEnabled"] === true,
            },
        }),
        environmentProperties: () => ({
            EnvironmentPropertyUpdates: { PropertyGroups: propertyGroups(configuration) },
        }),
        flinkApplicationConfiguration: () => ({
            FlinkApplicationConfigurationUpdate: flinkBlocks(configuration, "Update"),
        }),
    };
    return Object.assign(
        {},
        ...changed.map((block) => (block === "runConfiguration" ? {} : updates[block]())),
    ) as ApplicationConfigurationUpdate;
}

/** What a start restores; undefined where the inputs leave it to the service. */
export function toRunConfiguration(
    inputs: Properties,
): (RunConfiguration & RunConfigurationUpdate) | undefined {
    const run = nested(nested(inputs, "applicationConfiguration"), "runConfiguration");
    const restore = nested(run, "applicationRestoreConfiguration");
    const allow = nested(run, "flinkRunConfiguration")["allowNonRestoredState"];
    if (Object.keys(run).length === 0) {
        return undefined;
    }
    return {
        ...(restore["applicationRestoreType"] !== undefined && {
            ApplicationRestoreConfiguration: {
                ApplicationRestoreType: text(restore, "applicationRestoreType") as ApplicationRestoreType,
            },
        }),
        ...(allow !== undefined && { FlinkRunConfiguration: { AllowNonRestoredState: allow === true } }),
    };
}

function fromCode(code: ApplicationConfigurationDescription["ApplicationCodeConfigurationDescription"]) {
    const location = code?.CodeContentDescription?.S3ApplicationCodeLocationDescription;
    return {
        codeContentType: code?.CodeContentType,
        codeContent: { s3ContentLocation: { bucketArn: location?.BucketARN, fileKey: location?.FileKey } },
    };
}

function fromFlink(flink: ApplicationConfigurationDescription["FlinkApplicationConfigurationDescription"]) {
    return {
        checkpointConfiguration: uncapitalize(
            flink?.CheckpointConfigurationDescription,
            ...["configurationType", "checkpointingEnabled", "checkpointInterval"],
            "minPauseBetweenCheckpoints",
        ),
        monitoringConfiguration: uncapitalize(
            flink?.MonitoringConfigurationDescription,
            ...["configurationType", "logLevel", "metricsLevel"],
        ),
        parallelismConfiguration: uncapitalize(
            flink?.ParallelismConfigurationDescription,
            ...["configurationType", "autoScalingEnabled", "parallelism", "parallelismPerKpu"],
        ),
    };
}

function fromRun(run: ApplicationConfigurationDescription["RunConfigurationDescription"]) {
    const restore = run?.ApplicationRestoreConfigurationDescription;
    const flink = run?.FlinkRunConfigurationDescription;
    return {
        applicationRestoreConfiguration: { applicationRestoreType: restore?.ApplicationRestoreType },
        flinkRunConfiguration: { allowNonRestoredState: flink?.AllowNonRestoredState },
    };
}

/** What the service describes of an application's configuration, in the form of our inputs. */
export function fromDescription(described: ApplicationConfigurationDescription = {}): Properties {
    const groups = described.EnvironmentPropertyDescriptions?.PropertyGroupDescriptions ?? [];
    return {
        applicationCodeConfiguration: fromCode(described.ApplicationCodeConfigurationDescription),
        applicationEncryptionConfiguration: uncapitalize(
            described.ApplicationEncryptionConfigurationDescription,
            ...["keyType", "keyId"],
        ),
        applicationSnapshotConfiguration: {
            snapshotsEnabled: described.ApplicationSnapshotConfigurationDescription?.SnapshotsEnabled,
        },
        environmentProperties: {
            propertyGroups: groups.map((group) => ({
                propertyGroupId: group.PropertyGroupId,
                propertyMap: group.PropertyMap,
            })),
        },
        flinkApplicationConfiguration: fromFlink(described.FlinkApplicationConfigurationDescription),
        runConfiguration: fromRun(described.RunConfigurationDescription),
    };
}
