import { Finding, labelFindings } from "../pack/finding";
import { firstBlock, blocks, isPresent, strings } from "../pack/props";
import { EvaluatedResource, Props, Rule, RuleConfig } from "../pack/rule";
import {
    DocumentKind,
    IamSettings,
    judgeDocument,
    managedPolicyFindings,
    removeRedundantStatements,
} from "../iam";
import { permissionDocument } from "./lambda-permission";

/** A policy document at a place of a resource. */
interface Place {
    /** The input, for messages. */
    readonly input: string;
    readonly kind: DocumentKind;
    readonly document: unknown;
}

/** Where documents live: type token, input, and what it is. */
const DOCUMENTS: Readonly<Record<string, Readonly<Record<string, DocumentKind>>>> = {
    "aws:iam/policy:Policy": { policy: "identity" },
    "aws:iam/rolePolicy:RolePolicy": { policy: "identity" },
    "aws:iam/userPolicy:UserPolicy": { policy: "identity" },
    "aws:iam/groupPolicy:GroupPolicy": { policy: "identity" },
    "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": { inlinePolicy: "identity" },
    "aws:iam/role:Role": { assumeRolePolicy: "trust" },
    "aws:backup/vaultPolicy:VaultPolicy": { policy: "resource" },
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy": { policy: "resource" },
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": { policyDocument: "resource" },
    "aws:dynamodb/resourcePolicy:ResourcePolicy": { policy: "resource" },
    "aws:ec2/vpcEndpoint:VpcEndpoint": { policy: "resource" },
    "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy": { policy: "resource" },
    "aws:ecr/repositoryPolicy:RepositoryPolicy": { policy: "resource" },
    "aws:efs/fileSystemPolicy:FileSystemPolicy": { policy: "resource" },
    "aws:elasticsearch/domainPolicy:DomainPolicy": { accessPolicies: "resource" },
    "aws:glue/resourcePolicy:ResourcePolicy": { policy: "resource" },
    "aws:kinesis/resourcePolicy:ResourcePolicy": { policy: "resource" },
    "aws:kms/key:Key": { policy: "resource" },
    "aws:kms/keyPolicy:KeyPolicy": { policy: "resource" },
    "aws:opensearch/domainPolicy:DomainPolicy": { accessPolicies: "resource" },
    "aws:s3/bucket:Bucket": { policy: "resource" },
    "aws:s3/bucketV2:BucketV2": { policy: "resource" },
    "aws:s3/accessPoint:AccessPoint": { policy: "resource" },
    "aws:s3/bucketPolicy:BucketPolicy": { policy: "resource" },
    "aws:secretsmanager/secret:Secret": { policy: "resource" },
    "aws:secretsmanager/secretPolicy:SecretPolicy": { policy: "resource" },
    "aws:sns/topic:Topic": { policy: "resource" },
    "aws:sns/topicPolicy:TopicPolicy": { policy: "resource" },
    "aws:sqs/queue:Queue": { policy: "resource" },
    "aws:sqs/queuePolicy:QueuePolicy": { policy: "resource" },
};

/** Where managed policies are attached: type token and inputs with their ARNs. */
const ATTACHMENTS: Readonly<Record<string, readonly string[]>> = {
    "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": ["policyArn"],
    "aws:iam/policyAttachment:PolicyAttachment": ["policyArn"],
    "aws:iam/role:Role": ["managedPolicyArns", "permissionsBoundary"],
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["policyArn"],
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": ["policyArns"],
    "aws:iam/user:User": ["permissionsBoundary"],
    "aws:iam/userPolicyAttachment:UserPolicyAttachment": ["policyArn"],
    "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": ["managedPolicyArn"],
};

const LAMBDA_PERMISSION = "aws:lambda/permission:Permission";

function findDocuments(type: string, props: Props): Place[] {
    const own = Object.entries(DOCUMENTS[type] ?? {}).map(([input, kind]) => ({
        input,
        kind,
        document: props[input],
    }));
    const inline = type === "aws:iam/role:Role" ? blocks(props["inlinePolicies"]) : [];
    const permission =
        type === LAMBDA_PERMISSION
            ? [{ input: "permission", kind: "resource" as const, document: permissionDocument(props) }]
            : [];
    return [
        ...own,
        ...inline.map(({ policy }, i) => ({
            input: `inlinePolicies[${i}].policy`,
            kind: "identity" as const,
            document: policy,
        })),
        ...permission,
    ].filter(({ document }) => isPresent(document));
}

/** The accounts that a provider is restricted to: those of the stack. */
function accountsOf(provider: Props | undefined): string[] {
    const value = provider?.["allowedAccountIds"];
    const parsed: unknown = typeof value === "string" && value.startsWith("[") ? JSON.parse(value) : value;
    return strings(parsed);
}

function settingsOf(config: RuleConfig, provider: Props | undefined): IamSettings {
    const accounts = strings(config["accounts"]);
    return {
        accounts: accounts.length > 0 ? accounts : accountsOf(provider),
        trusted: strings(config["trusted"]),
    };
}

function toPlainDocument(value: unknown): unknown {
    // Serializing an object reads every value of it, so an unknown one is found here.
    return typeof value === "string" ? value : JSON.parse(JSON.stringify(firstBlock(value) ?? value));
}

const ACCOUNT_IDS = { type: "array", items: { type: "string", pattern: "^\\d{12}$" }, default: [] } as const;

/** Compliant: each statement grants the needed actions, on the needed resources, to the intended principals. */
export const iamLeastPrivilege: Rule = {
    name: "iam-least-privilege",
    description:
        "Grant the actions that are needed on the resources that are needed: no whole service, no write or read of " +
        "contents on everything where AWS supports a narrower resource, no open or foreign principal.",
    why: "A leaked or misused role can do whatever its policies grant. What a program never calls, it need not be granted.",
    accepts:
        "exact actions on named resources, actions that support `*` only, and what a condition narrows to resources, tags or a " +
        "calling service; refuses whole services, wide writes and reads of contents, privilege escalation, open and foreign " +
        "principals, and AWS managed policies that do so",
    configSchema: {
        properties: {
            accounts: {
                ...ACCOUNT_IDS,
                description:
                    "ids of the own accounts; those of the provider's allowedAccountIds where none is set",
            },
            trusted: { ...ACCOUNT_IDS, description: "ids of foreign accounts that are trusted" },
        },
    },
    types: [...new Set([...Object.keys(DOCUMENTS), ...Object.keys(ATTACHMENTS), LAMBDA_PERMISSION])],
    async judge({ type, props, provider }: EvaluatedResource, config: RuleConfig): Promise<Finding[]> {
        const settings = settingsOf(config, provider);
        const judged = findDocuments(type, props).map(async ({ input, kind, document }) =>
            labelFindings(input, await judgeDocument(toPlainDocument(document), kind, settings)),
        );
        const attached = (ATTACHMENTS[type] ?? []).flatMap((input) =>
            strings(props[input]).flatMap((arn) =>
                labelFindings(input, managedPolicyFindings(arn, input === "permissionsBoundary")),
            ),
        );
        return [...(await Promise.all(judged)).flat(), ...attached];
    },
    remediates: "a statement that another one makes redundant is removed: the policy grants the same",
    remediate({ type, props }: EvaluatedResource) {
        const identity = Object.entries(DOCUMENTS[type] ?? {}).find(([, kind]) => kind === "identity");
        const text = identity && props[identity[0]];
        const corrected = typeof text === "string" ? removeRedundantStatements(text) : undefined;
        return identity && corrected !== undefined ? { ...props, [identity[0]]: corrected } : undefined;
    },
};
