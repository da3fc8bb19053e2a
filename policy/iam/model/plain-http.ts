import { isAll } from "../../pack/glob";
import { IamStatement, parseDocument } from "./document";

function deniesEveryone({ allows, principals, actions }: IamStatement): boolean {
    return (
        !allows &&
        principals.includes("*") &&
        actions.some((action) => isAll(action) || /^s3:\*$/i.test(action))
    );
}

/** Whether the only condition of a statement is that the request comes without TLS. */
function appliesToPlainHttp({ conditions }: IamStatement): boolean {
    const read = conditions.map(({ operator, key, values }) => [operator, key, ...values].join(" "));
    return read.join() === "bool aws:securetransport false";
}

/** Whether resources are a whole bucket: itself, and its objects without a prefix. */
function haveBucketAndObjects(resources: readonly string[]): boolean {
    return (
        resources.some((resource) => !resource.includes("/")) &&
        resources.some((resource) => /^[^/]*\/?\*$/.test(resource))
    );
}

/**
 * Whether a bucket policy denies every action to everyone who does not use TLS, on the bucket and on its objects (Amazon
 * S3 User Guide, "Security best practices for Amazon S3").
 *
 * @param policy the document: its JSON, or the parsed value; one that cannot be parsed denies nothing.
 */
export function deniesPlainHttp(policy: unknown): boolean {
    try {
        const denied = parseDocument(policy)
            .statements.filter((statement) => deniesEveryone(statement) && appliesToPlainHttp(statement))
            .flatMap(({ resources, hasNotResource }) => (hasNotResource ? [] : resources));
        return haveBucketAndObjects(denied);
    } catch {
        return false; // iam-least-privilege reports what is wrong with it
    }
}
