import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { version as awsVersion } from "@pulumi/aws/package.json";
import { stringify } from "yaml";
import { LocalEngine } from "../../local/engine/deploy";
import { ROOT } from "../../tools/runtime/paths";
import { PulumiCli } from "../../tools/toolchain/pulumi-cli";

/** A resource of the project; `{ unknown: NAME }` in its inputs is the id of another one, which no preview knows. */
export interface ProjectResource {
    readonly type: string;
    readonly name: string;
    readonly props: Readonly<Record<string, unknown>>;
}

const STACK = "shop";

/** The program: registers what resources.json says, by type token, as any Pulumi program does. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const made = {};
const value = (v) => {
    if (Array.isArray(v)) return v.map(value);
    if (v === null || typeof v !== "object") return v;
    if (v.unknown) return made[v.unknown].id;
    if (v.secret) return pulumi.secret(v.secret);
    return Object.fromEntries(Object.entries(v).map(([key, item]) => [key, value(item)]));
};
for (const { type, name, props } of require("./resources.json")) {
    made[name] = new pulumi.CustomResource(type, name, value(props), { version: ${JSON.stringify(awsVersion)} });
}
`;

/** Another project, outside of this one: its own packages, and the policy pack as `npm pack` gives it. */
export class PolicyProject {
    readonly folder = mkdtempSync(path.join(tmpdir(), "cc-pipeline-shop-"));

    constructor(private readonly cli: PulumiCli) {
        const archive = execFileSync("npm", ["pack", "--silent", "--pack-destination", this.folder], {
            cwd: path.join(ROOT, "policy"),
            encoding: "utf8",
        }).trim();
        this.write("package.json", {
            name: "shop",
            version: "1.0.0",
            private: true,
            dependencies: { "cc-pipeline-policy": `file:${archive}` },
        });
        execFileSync("npm", ["install", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error"], {
            cwd: this.folder,
        });
        writeFileSync(path.join(this.folder, "index.js"), PROGRAM);
        const runtime = { name: "nodejs", options: { typescript: false } };
        writeFileSync(
            path.join(this.folder, "Pulumi.yaml"),
            stringify({ name: "shop", runtime, main: "index.js" }),
        );
        const config = { "aws:region": "eu-west-1" };
        writeFileSync(path.join(this.folder, `Pulumi.${STACK}.yaml`), stringify({ config }));
    }

    /** The pack, where npm has installed it. */
    get pack(): string {
        return path.join(this.folder, "node_modules", "cc-pipeline-policy");
    }

    write(name: string, content: unknown): string {
        const file = path.join(this.folder, name);
        writeFileSync(file, JSON.stringify(content));
        return file;
    }

    /**
     * Previews resources with the real engine and the installed pack.
     *
     * @param resources what the program registers.
     * @param config the pack's configuration.
     * @param more arguments of `pulumi preview`.
     */
    async preview(
        resources: readonly ProjectResource[],
        config: object = {},
        ...more: string[]
    ): Promise<{ code: number; output: string }> {
        this.write("resources.json", resources);
        const [home, state] = ["home", "state"].map((name) => path.join(this.folder, name)) as [
            string,
            string,
        ];
        mkdirSync(home, { recursive: true });
        const engine = new LocalEngine(this.cli, {
            stack: STACK,
            project: this.folder,
            home,
            state,
            log: path.join(this.folder, "pulumi.log"),
            policyPack: { folder: this.pack, config: this.write("policies.json", config) },
        });
        await engine.select();
        return engine.previewed(...more);
    }

    remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }
}
