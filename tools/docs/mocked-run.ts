import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";

/** A resource as a tier registered it. */
export interface MockedResource {
    readonly type: string;
    readonly name: string;
    /** Values that AWS assigns are Pulumi's unknown. */
    readonly inputs: Readonly<Record<string, unknown>>;
}

/** What a run on the mocked engine gave. */
export interface MockedRun<T> {
    readonly value: T;
    /** In the order of registration; only resources of a provider, no components. */
    readonly resources: readonly MockedResource[];
}

/**
 * A stand-in for the Flink job's JAR, which a tier reads and hashes only: the page and the tests need no build.
 *
 * @returns its path.
 */
export function standInJar(): string {
    const folder = path.join(tmpdir(), "cc-pipeline-stand-in");
    const file = path.join(folder, "cc-pipeline.jar");
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, "not a JAR, but bytes");
    return file;
}

/**
 * Runs a piece of a program on Pulumi's mocked engine as its first preview: an attribute that AWS assigns is unknown.
 *
 * @param build creates the resources.
 * @param where project, stack and region of the run.
 * @throws whatever build throws, after the engine has been disconnected.
 */
export async function mockedRun<T>(
    build: () => T | Promise<T>,
    where: { readonly project: string; readonly stack: string; readonly region: string },
): Promise<MockedRun<T>> {
    const resources: MockedResource[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs, custom }) => {
                if (custom !== false) {
                    resources.push({ type, name, inputs: inputs as Record<string, unknown> });
                }
                return { id: undefined, state: {} };
            },
            call: ({ token }) => {
                throw new Error(`${token}: a tier looks nothing up`);
            },
        },
        where.project,
        where.stack,
        true,
    );
    pulumi.runtime.setAllConfig({ "aws:region": where.region }, []);
    try {
        return { value: await build(), resources };
    } finally {
        await pulumi.runtime.disconnect();
    }
}
