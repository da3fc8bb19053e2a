const { CLOUD } = require("./local-commands");

const GROUP = "Before a deployment";

/** The commands that judge or prepare a deployment. */
const DEPLOYMENT_COMMANDS = /** @satisfies {Record<string, import("./command").Command>} */ (
    /** @type {const} */ ({
        preview: {
            group: GROUP,
            summary: "preview a stack with the policy pack, without an AWS account",
            description:
                "The stack local is previewed against the local cloud. Every other stack is previewed offline as if it were\n" +
                "empty: no AWS account is called, and nothing is deployed.",
            positionals: [{ name: "STACK", summary: "a stack with a Pulumi.STACK.yaml: dev, prod or local" }],
            examples: ["dev", "local"],
            exitCodes: { 130: "interrupted" },
            needs: CLOUD,
            module: "local/commands/preview.ts",
            bundled: true,
        },
        policy: {
            group: GROUP,
            summary: "evaluate files by the policy pack, without a deployment",
            description:
                "Reads IAM policies, JSON Lines of {id, kind, policy or name}, Pulumi previews (pulumi preview --json) and\n" +
                "stack exports, and Terraform plans and states (terraform show -json).",
            positionals: [{ name: "FILE", summary: "a file, a folder, or - for standard input", many: true }],
            options: {
                format: {
                    type: "choice",
                    of: ["text", "json", "sarif"],
                    default: "text",
                    summary: "format of the report",
                },
                account: {
                    type: "text",
                    value: "ID",
                    many: true,
                    summary: "account that owns the resources, 12 digits",
                    defaultText: "123456789012, the account of AWS's examples",
                },
                trusted: {
                    type: "text",
                    value: "ID,…",
                    many: true,
                    summary: "accounts that may be granted access",
                },
                config: { type: "text", value: "FILE", summary: "configuration of the policy pack" },
                kind: {
                    type: "choice",
                    of: ["identity", "trust", "resource"],
                    summary: "kind of the IAM policies in the files",
                },
            },
            examples: ["plan.json", "policies/ --format sarif", "- --kind trust"],
            exitCodes: { 1: "a policy is violated", 2: "the command line or a file cannot be read" },
            module: "tools/registry/policy.ts",
        },
        "policy:list": {
            group: GROUP,
            summary: "list the rules of the policy pack",
            examples: [""],
            module: "tools/registry/policy.ts",
        },
        "policy:facts": {
            group: GROUP,
            summary: "evaluate AWS managed policies, for policy/facts/managed-policies.json",
            positionals: [{ name: "FILE", summary: "JSON Lines of {id, kind, policy}", many: true }],
            examples: ["managed-policies.jsonl"],
            module: "tools/registry/policy.ts",
        },
        "build:flink": {
            group: GROUP,
            summary: "build the Flink job, which pulumi preview and pulumi up need",
            examples: [""],
            needs: ["java", "maven"],
            module: "tools/toolchain/build-flink.ts",
        },
    })
);

module.exports = { DEPLOYMENT_COMMANDS };
