const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** A configuration that switches everything on, so that every resource and every statement is there to be judged. */
export const EVERYTHING_ON: Readonly<Record<string, string>> = {
    "stack.protect": "true",
    "stream.shardCount": "4",
    "stream.kmsKeyArn": KEY,
    "stream.consumers": "audit",
    "producer.count": "2",
    "producer.instanceType": "t4g.small",
    "producer.httpCidrs": "203.0.113.0/24",
    "producer.publicKey": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA me@example.com",
    "producer.agentMetrics": "true",
    "analytics.parallelism": "4",
    "analytics.autoScaling": "true",
    "delivery.parquet": "true",
    "delivery.bufferMb": "64",
    "delivery.kmsKeyArn": KEY,
    "bucket.kmsKeyArn": KEY,
    "bucket.transitionDays": "90",
    "bucket.expiryDays": "400",
    "bucket.accessLogBucket": "my-logs",
    "monitoring.kmsKeyArn": KEY,
    "monitoring.email": "ops@example.com",
    "monitoring.budgetUsd": "100",
};
