import { Props } from "../pack/rule";
import { isPresent } from "../pack/props";

/** Whether a principal of a permission is a service: `s3.amazonaws.com`. */
const SERVICE = /\.amazonaws\.com(\.cn)?$/;

function toPrincipal(value: string): unknown {
    if (value === "*") {
        return "*";
    }
    return SERVICE.test(value) ? { Service: value } : { AWS: value };
}

/**
 * The statement that a Lambda permission adds to its function's policy (AWS Lambda Developer Guide, "Viewing
 * resource-based IAM policies in Lambda").
 *
 * @param props the permission's inputs.
 * @returns a document with that one statement.
 */
export function permissionDocument(props: Props): unknown {
    const { sourceArn, sourceAccount, principalOrgId } = props;
    const conditions: [unknown, Record<string, unknown>][] = [
        [sourceArn, { ArnLike: { "AWS:SourceArn": sourceArn } }],
        [sourceAccount, { StringEquals: { "AWS:SourceAccount": sourceAccount } }],
        [principalOrgId, { "ForAnyValue:StringEquals": { "aws:PrincipalOrgID": principalOrgId } }],
    ];
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: props["statementId"] ?? "permission",
                Effect: "Allow",
                Principal: toPrincipal(String(props["principal"])),
                Action: props["action"],
                Resource: "*",
                Condition: Object.assign(
                    {},
                    ...conditions.filter(([value]) => isPresent(value)).map(([, condition]) => condition),
                ) as Record<string, unknown>,
            },
        ],
    };
}
