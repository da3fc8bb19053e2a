import { Input, ResourceType } from "../../local/provider/resource-type";
import { Rule, Shape } from "../../local/provider/shape";
import { RESOURCE_TYPES } from "../../local/provider/types";
import { table } from "./markdown";
import { generatedNote } from "./page";

const HEAD = `# The local AWS provider

${generatedNote("local/provider/types/")}

The local cloud has an \`aws\` provider of its own. It follows the official one, terraform-provider-aws within pulumi-aws 7: what it
compares, which calls it sends, and what it reads. After each creation and update, and at a refresh, it reads every property
below; a difference from the program shows in the next preview, and the next update puts it back.

- **left out**: what it means that the program does not give a property. *Computed*: no difference, whatever AWS has. A value: as if
  the program gave that. Otherwise it must not be set, so the next update removes what AWS has.
- **read**: whether a refresh reads it. A setting of the provider's own is not in AWS.
- Sets are compared without their order, JSON by what it says.
- \`tags\` has the tags that the program gives, and \`tagsAll\` also the provider's default tags. AWS's own tags (\`aws:\`) are left out.

The official source of each type is below \`internal/service/\` of hashicorp/terraform-provider-aws. Where releases differ,
\`CC_PIPELINE_AWS_PROVIDER_BEHAVIOR\` selects \`earlier\` (the default) or \`later\` (\`local/provider/behavior.ts\`).

What the official provider reads and this one does not, because the pipeline sets none of it and it makes no difference in a plan:
inline and attached policies of roles, replication, object lock, acceleration and request payer of buckets, and each optional and
computed property that is not listed. An optional property that is neither listed nor computed is not served: the program is
refused if it gives it, and a change of it by hand does not show.`;

function comparison(shape: Shape): string {
    const { computed = false, fallback } = shape instanceof Rule ? shape.comparison : {};
    return computed ? "computed" : fallback === undefined ? "" : `\`${JSON.stringify(fallback)}\``;
}

function row(name: string, input: Input): string[] {
    const change = input.onChange === "replace" ? "replaces" : "updates";
    return [
        `\`${name}\``,
        input.readOnly ? `${change}; refused as an input` : change,
        input.calls ?? "",
        input.ours ? "no" : "yes",
        comparison(input.shape),
    ];
}

function section(token: string, { inputs, source, notes }: ResourceType): string {
    const rows = Object.entries(inputs).map(([name, input]) => row(name, input));
    return [
        `## ${token}`,
        `Source: \`${source}\`.${notes === undefined ? "" : ` ${notes}`}`,
        table(["property", "a change", "calls", "read", "left out"], rows),
    ].join("\n\n");
}

/** The whole page, from the types. */
export function providerPage(): string {
    const sections = Object.entries(RESOURCE_TYPES).map(([token, type]) => section(token, type));
    return `${[HEAD, ...sections].join("\n\n")}\n`;
}
