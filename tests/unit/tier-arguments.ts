import { existingStream, readQuery } from "../../components";
import { DEPLOYMENT } from "../support/program-run";

/** What tiers that are built alone are given. */
export const QUERY = readQuery("status-counts");
export const queries = [QUERY];
export const source = existingStream(DEPLOYMENT, "web-logs");
export const delivery = (deliveryStreamName: string) => ({
    deliveryStreamName,
    deliveryStreamArn: `arn:aws:firehose:eu-west-1:123456789012:deliverystream/${deliveryStreamName}`,
});
export const sink = { targets: { "status-counts": delivery("results"), rejected: delivery("rejected") } };
export const deliveries = [{ id: "status-counts", deliveryStreamName: "results" }];
