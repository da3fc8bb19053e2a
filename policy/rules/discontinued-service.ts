import { services } from "../facts/discontinued-services.json";
import { Finding, refuse } from "../pack/finding";
import { strings } from "../pack/props";
import { EvaluatedResource, Rule, RuleConfig } from "../pack/rule";

const FLINK_API = "aws:kinesisanalyticsv2/application:Application";
const SQL_ENGINE = services.find(({ service }) => service === "Kinesis Data Analytics for SQL");

/** Compliant: no resource of a service that AWS has discontinued, the SQL engine under either of its API versions. */
export const discontinuedService: Rule = {
    name: "discontinued-service",
    description:
        "Migrate from services that AWS has discontinued: run windowed SQL on Managed Service for Apache Flink, for example.",
    why: "Such a resource can no longer be created, or AWS deletes it on an announced day together with its data.",
    accepts:
        "resources of services that AWS still offers; refuses Kinesis Data Analytics for SQL, QLDB, MediaStore, Elastic Transcoder and OpsWorks",
    configSchema: {
        properties: {
            allow: {
                type: "array",
                items: { type: "string" },
                default: [],
                description:
                    "names of discontinued services that are accepted, such as Kinesis Data Analytics for SQL",
            },
        },
    },
    types: [...services.flatMap(({ types }) => types), FLINK_API],
    judge({ type, props }: EvaluatedResource, config: RuleConfig): Finding[] {
        const allowed = strings(config["allow"]);
        const runtime = type === FLINK_API ? props["runtimeEnvironment"] : undefined;
        const isSql = typeof runtime === "string" && runtime.startsWith("SQL-");
        const ended = isSql ? SQL_ENGINE : services.find(({ types }) => types.includes(type));
        if (ended === undefined || allowed.includes(ended.service)) {
            return [];
        }
        return [refuse(isSql ? `runtimeEnvironment: '${runtime}': ${ended.message}` : ended.message)];
    },
};
