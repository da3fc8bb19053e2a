import * as aws from "@pulumi/aws";

/** A program that knows nothing of this project. Its role may do more than it needs, and its bucket's name says nothing. */
const bucket = new aws.s3.Bucket("uploads", { bucket: "my-uploads" });
const role = new aws.iam.Role("worker", {
    name: "worker",
    assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
    }),
});
new aws.iam.RolePolicy("worker", {
    role: role.name,
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
    }),
});

export const bucketName = bucket.bucket;
