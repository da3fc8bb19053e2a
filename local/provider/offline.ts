import { Properties } from "./resource-type";
import { CheckFailure, Difference, ServedProvider } from "./server";

/** Used instead of an account that is not asked. The account is the one of AWS's own documentation. */
export const STAND_INS = {
    accountId: "123456789012",
    user: "offline-preview",
} as const;

const NOTHING_DEPLOYED = "this is an offline preview: it has no AWS account and deploys nothing";

function partition(region: string): string {
    return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/**
 * The `aws` provider of an offline preview: it answers the program's look-ups with stand-ins, and takes every resource as it is,
 * so that the policy pack can judge it. Images are named by public Systems Manager parameters that EC2 resolves at launch,
 * and instances without a subnet go to the default VPC: neither needs a look-up.
 */
export class OfflineAwsProvider implements ServedProvider {
    private config: Properties = {};

    configure(config: Properties): void {
        this.config = config;
    }

    check(_urn: string, news: Properties): { inputs: Properties; failures: CheckFailure[] } {
        return { inputs: news, failures: [] };
    }

    diff(): Difference {
        return { changes: true, replaces: [], deleteBeforeReplace: false };
    }

    /** In a preview, all that is known of a resource is what the program gives. */
    async create(
        _urn: string,
        inputs: Properties,
        preview: boolean,
    ): Promise<{ id: string; outs: Properties }> {
        if (!preview) {
            throw new Error(NOTHING_DEPLOYED);
        }
        return { id: "", outs: inputs };
    }

    async read(): Promise<undefined> {
        return undefined;
    }

    async update(): Promise<never> {
        throw new Error(NOTHING_DEPLOYED);
    }

    async delete(): Promise<void> {
        throw new Error(NOTHING_DEPLOYED);
    }

    async invoke(token: string): Promise<Properties> {
        if (token !== "aws:index/getCallerIdentity:getCallerIdentity") {
            throw new Error(
                `look-up ${token} has no stand-in for an offline preview; use pulumi preview with an AWS account`,
            );
        }
        const { accountId, user } = STAND_INS;
        const arn = `arn:${partition(String(this.config["region"]))}:iam::${accountId}:user/${user}`;
        return { accountId, arn, id: accountId, userId: user };
    }
}
