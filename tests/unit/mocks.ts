import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Deployment, resourceNames } from "../../components/naming";

/** A resource as the program registered it. */
export interface Registered {
    readonly type: string;
    readonly name: string;
    readonly inputs: Record<string, unknown>;
}

export const DEPLOYMENT: Deployment = {
    project: "cc-pipeline",
    stack: "test",
    accountId: "123456789012",
    region: "eu-west-1",
    partition: "aws",
};
export const NAMES = resourceNames(DEPLOYMENT);

/** Runs Pulumi's mocked engine; what is registered is put into the list that is given back. */
export function mockEngine(): Registered[] {
    const registered: Registered[] = [];
    void pulumi.runtime.setMocks(
        {
            newResource: (args) => {
                registered.push({
                    type: args.type,
                    name: args.name,
                    inputs: args.inputs as Record<string, unknown>,
                });
                const state = { ...(args.inputs as object), latestVersion: 1 };
                return { id: `${args.name}-id`, state };
            },
            call: (args) => args.inputs as Record<string, unknown>,
        },
        "cc-pipeline",
        "test",
    );
    return registered;
}

/** Waits until all that a component has begun to register is registered. */
export async function settled(): Promise<void> {
    await pulumi.runtime.disconnect();
}

/** The one resource of a type, or the one of that name too. */
export function one(registered: readonly Registered[], type: string, name?: string): Registered["inputs"] {
    const found = registered.filter((r) => r.type === type && (name === undefined || r.name === name));
    if (found.length !== 1) {
        throw new Error(
            `${found.length} resources of type ${type}${name ? ` and name ${name}` : ""}, not one`,
        );
    }
    return found[0]?.inputs ?? {};
}

/** The statements of a policy document, by their Sid. */
export function statements(document: unknown): Record<string, Record<string, unknown>> {
    const { Statement } = JSON.parse(String(document)) as { Statement: Record<string, unknown>[] };
    return Object.fromEntries(Statement.map((s) => [String(s["Sid"]), s]));
}

/** A file that stands for the JAR: the program only reads and hashes it. */
export function standInJar(): string {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "cc-pipeline-")), "cc-pipeline.jar");
    writeFileSync(file, "not a JAR, but bytes");
    return file;
}
