import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { Clients } from "../cloud/clients";
import { Properties } from "./resource-type";

/** A look-up of the program, answered as the AWS provider answers it. */
type LookUp = (inputs: Properties, clients: Clients) => Promise<Properties>;

/** Every look-up that the local provider serves, by its token. */
export const LOOK_UPS: { readonly [token: string]: LookUp } = {
    "aws:index/getCallerIdentity:getCallerIdentity": async (_inputs, { sts }) => {
        const seen = await sts.send(new GetCallerIdentityCommand({}));
        return { accountId: seen.Account, arn: seen.Arn, id: seen.Account, userId: seen.UserId };
    },
};
