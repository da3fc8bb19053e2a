import { existsSync } from "node:fs";
import * as path from "node:path";
import { step } from "../runtime/steps";
import { buildGoTool } from "./go-tool";
import { PulumiCli } from "./pulumi-cli";

/**
 * Sees to it that the CLI can run programs in YAML. A CLI that Pulumi has built comes with the language host of YAML; one that
 * was built here gets it in its own folder.
 *
 * @param cli the CLI.
 * @throws UserError where the language host cannot be built.
 */
export async function pulumiYaml(cli: PulumiCli): Promise<void> {
    const into = path.dirname(cli.executable);
    if (!cli.needsLanguageHost || existsSync(path.join(into, "pulumi-language-yaml"))) {
        return;
    }
    await step("Pulumi YAML", (progress) =>
        buildGoTool(
            {
                name: "pulumi-yaml",
                title: "building Pulumi's language host of YAML",
                module: path.join(__dirname, "pulumi-yaml"),
                into,
                ldflags: "",
                needsMb: 1100, // modules 0.5 GB, compiled packages 0.4 GB, the executable 0.03 GB
                packages: 860,
            },
            progress,
        ),
    );
}
