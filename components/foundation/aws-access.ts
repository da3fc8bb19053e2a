import * as aws from "@pulumi/aws";

/** How the program reaches AWS: what the stack's `aws:` configuration says of it, for the provider and for own calls alike. */
export interface AwsAccess {
    /** For example `us-east-1`. */
    readonly region: string;
    /** A profile of the shared configuration files. @default keys of the environment, then the AWS SDK's own order */
    readonly profile?: string;
    /** Roles to assume, one after the other. @default none */
    readonly assumeRoles?: aws.types.output.config.AssumeRoles[];
}

/**
 * Reads the stack's `aws:` configuration.
 *
 * @param region checked before, see regionMistake().
 */
export function awsAccess(region: string): AwsAccess {
    const { profile, assumeRoles } = aws.config;
    return {
        region,
        ...(profile !== undefined && { profile }),
        ...(assumeRoles !== undefined && { assumeRoles }),
    };
}

type Credentials = ReturnType<(typeof import("@aws-sdk/credential-providers"))["fromNodeProviderChain"]>;

/** Seconds of a duration as Go writes it, such as `1h30m`; undefined if not given. */
function durationSeconds(duration: string | undefined): number | undefined {
    const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };
    return duration === undefined
        ? undefined
        : [...duration.matchAll(/(\d+(?:\.\d+)?)([hms])/g)].reduce(
              (sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ""] ?? 0),
              0,
          );
}

/**
 * Settings of an AWS client that reaches what the provider reaches, with the same credentials. The libraries are loaded when
 * this is called: a preview makes no call and loads none.
 *
 * @param access the stack's.
 * @returns region and credentials for the constructor of any client of the AWS SDK for JavaScript.
 */
export async function clientSettings(
    access: AwsAccess,
): Promise<{ region: string; credentials: Credentials }> {
    // The SDK's notice about Node.js is for developers; package.json says what this project runs on.
    process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
    const { fromNodeProviderChain, fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
    const { region, profile, assumeRoles = [] } = access;
    const own = fromNodeProviderChain({
        ...(profile !== undefined && { profile }),
        clientConfig: { region },
    });
    const credentials = assumeRoles.reduce<Credentials>(
        (masterCredentials, role) =>
            fromTemporaryCredentials({
                masterCredentials,
                clientConfig: { region },
                params: {
                    RoleArn: role.roleArn,
                    RoleSessionName: role.sessionName ?? "cc-pipeline",
                    ExternalId: role.externalId,
                    DurationSeconds: durationSeconds(role.duration),
                    Policy: role.policy,
                    PolicyArns: role.policyArns?.map((arn) => ({ arn })),
                    SourceIdentity: role.sourceIdentity,
                    Tags: Object.entries(role.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
                    TransitiveTagKeys: role.transitiveTagKeys,
                },
            }),
        own,
    );
    return { region, credentials };
}
