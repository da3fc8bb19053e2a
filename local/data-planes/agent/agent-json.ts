import { readFileSync } from "node:fs";
import * as path from "node:path";
import { parseCommentedJson } from "./commented-json";
import { Flow, readFlow } from "./flow";
import { MemberReader, list, members } from "./values";

/**
 * General keys that have no effect on this machine; docs/local-cloud.md says what happens instead. Their values are checked as
 * the agent would (awslabs/amazon-kinesis-agent, AgentConfiguration and AgentContext).
 */
const GENERAL: Readonly<Record<"text" | "boolean" | "integer", readonly string[]>> = {
    text: [
        "awsAccessKeyId",
        "awsSecretAccessKey",
        "assumeRoleARN",
        "assumeRoleExternalId",
        "userDefinedCredentialsProvider.classname",
        "userDefinedCredentialsProvider.location",
        "kinesis.endpoint",
        "kinesis.region",
        "firehose.endpoint",
        "cloudwatch.endpoint",
        "cloudwatch.namespace",
        "sts.endpoint",
        "userAgent",
        "userAgentOverride",
        "checkpointFile",
    ],
    boolean: [
        "cloudwatch.emitMetrics",
        "cloudwatch.tagInstance",
        "log.emitMetrics",
        "log.emitInternalMetrics",
        "useTcpKeepAlive",
        "useHttpGzip",
    ],
    integer: [
        "cloudwatch.metricsBufferTimeMillis",
        "cloudwatch.metricsQueueSize",
        "log.statusReportingPeriodSeconds",
        "maxSendingThreads",
        "maxSendingThreadsPerCore",
        "sendingThreadsKeepAliveMillis",
        "sendingThreadsMaxQueueSize",
        "maxConnections",
        "connectionTimeoutMillis",
        "connectionTTLMillis",
        "socketTimeoutMillis",
        "checkpointTimeToLiveDays",
        "shutdownTimeoutMillis",
    ],
};

/** All general keys that are not refused. */
export const GENERAL_KEYS: readonly string[] = ["flows", ...Object.values(GENERAL).flat()];

function checkGeneralKeys(document: MemberReader): void {
    document.knows(GENERAL_KEYS, "is not a key of the agent and would be ignored");
    GENERAL.text.forEach((key) => document.text(key));
    GENERAL.boolean.forEach((key) => document.boolean(key));
    // -1 stands for no limit in connectionTTLMillis.
    GENERAL.integer.forEach((key) => document.integer(key, { min: -1 }));
}

/** A flow's identity, as the agent forms it (KinesisFileFlow); two flows must not share one. */
export function flowId({ kinesisStream, filePattern }: Flow): string {
    return `kinesis:${kinesisStream}:${path.posix.normalize(filePattern)}`;
}

function checkDuplicates(flows: readonly Flow[]): void {
    const ids = flows.map(flowId);
    const twice = ids.findIndex((id, i) => ids.indexOf(id) < i);
    if (twice >= 0) {
        throw new Error(
            `agent.json flows[${twice}]: it has the filePattern and kinesisStream of flows[${ids.indexOf(ids[twice] ?? "")}]; the agent refuses a duplicate flow`,
        );
    }
}

function parse(file: string): unknown {
    try {
        return parseCommentedJson(readFileSync(file, "utf8"));
    } catch (error) {
        throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
    }
}

/**
 * Reads an agent.json. What the local agent does not obey is refused by its name, at any level; what the agent itself refuses is
 * refused, too.
 *
 * @param file its path.
 * @returns its flows, with the agent's own defaults filled in.
 * @throws Error one line, where it is not JSON, lacks something, or asks for what the local agent would ignore.
 */
export function readAgentJson(file: string): Flow[] {
    const document = new MemberReader(members(parse(file), "agent.json"), "agent.json");
    checkGeneralKeys(document);
    const values = document.has("flows") ? list(document.value("flows"), "agent.json flows") : [];
    if (values.length === 0) {
        throw new Error(`${file}: 'flows' must name at least one flow`);
    }
    const flows = values.map((value, i) => {
        const where = `agent.json flows[${i}]`;
        return readFlow(members(value, where), where);
    });
    checkDuplicates(flows);
    return flows;
}
