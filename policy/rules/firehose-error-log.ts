import { Finding, refuse } from "../pack/finding";
import { blockAt, isPresent } from "../pack/props";
import { EvaluatedResource, Rule } from "../pack/rule";

const DESTINATIONS = [
    "extendedS3Configuration",
    "redshiftConfiguration",
    "elasticsearchConfiguration",
    "opensearchConfiguration",
    "opensearchserverlessConfiguration",
    "splunkConfiguration",
    "httpEndpointConfiguration",
    "icebergConfiguration",
    "snowflakeConfiguration",
];

/** Compliant: a delivery stream logs why it could not deliver (Amazon Data Firehose Developer Guide, "Monitor Amazon Data Firehose Using CloudWatch Logs"). */
export const firehoseErrorLog: Rule = {
    name: "firehose-error-log",
    description: "Let delivery streams log their errors to CloudWatch Logs.",
    why: "Metrics of a delivery stream only show that records fail. The reason, such as a missing permission or a wrong column type, is in its error log.",
    accepts: "delivery streams that log errors to a named log group and stream",
    types: ["aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"],
    judge({ props }: EvaluatedResource): Finding[] {
        return DESTINATIONS.filter((destination) => isPresent(props[destination])).flatMap((destination) => {
            const options = blockAt(props, destination, "cloudwatchLoggingOptions");
            const logs =
                options?.["enabled"] === true &&
                isPresent(options["logGroupName"]) &&
                isPresent(options["logStreamName"]);
            return logs
                ? []
                : [
                      refuse(
                          `${destination}.cloudwatchLoggingOptions: delivery errors are not logged; set enabled: true, ` +
                              "logGroupName and logStreamName",
                      ),
                  ];
        });
    },
};
