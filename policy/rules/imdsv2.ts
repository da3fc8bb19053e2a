import { Finding, refuse } from "../pack/finding";
import { firstBlock, isPresent } from "../pack/props";
import { EvaluatedResource, Rule } from "../pack/rule";

/** Compliant: instances answer metadata requests only with a session token (IMDSv2), or not at all. */
export const imdsv2: Rule = {
    name: "imdsv2",
    description:
        "Require session tokens for instance metadata: a forged request through a web server then cannot read the role's credentials.",
    why: "With IMDSv1, a request forgery in any web application on the instance is enough to read the credentials of the instance's role.",
    accepts: "instances and launch templates with metadataOptions.httpTokens: required",
    types: [
        "aws:ec2/instance:Instance",
        "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:ec2/launchConfiguration:LaunchConfiguration",
    ],
    judge({ props }: EvaluatedResource): Finding[] {
        const options = firstBlock(props["metadataOptions"]);
        const off = options?.["httpEndpoint"] === "disabled";
        // An instance of a launch template has the template's options, which are judged there.
        const byTemplate = options === undefined && isPresent(props["launchTemplate"]);
        return off || byTemplate || options?.["httpTokens"] === "required"
            ? []
            : [
                  refuse(
                      "metadataOptions.httpTokens: IMDSv1 answers without a token; set it to required (Amazon EC2 User " +
                          "Guide, 'Use the Instance Metadata Service')",
                  ),
              ];
    },
};
