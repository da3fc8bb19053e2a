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

/**
 * Whether a bucket policy denies every action to everyone who does not use TLS (Amazon S3 User Guide, "Security best
 * practices for Amazon S3").
 *
 * @param policy the document: its JSON, or the parsed value; one that cannot be parsed denies nothing.
 */
export function deniesPlainHttp(policy: unknown): boolean {
    try {
        return parseDocument(policy).statements.some(
            (statement) => deniesEveryone(statement) && appliesToPlainHttp(statement),
        );
    } catch {
        return false; // iam-least-privilege reports what is wrong with it
    }
}
