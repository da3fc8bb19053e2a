import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Deployment } from "../../components/foundation/arns";

/** A resource as a tier registered it. */
export interface MockedResource {
    readonly type: string;
    readonly name: string;
    /** Types of the components that contain it, the innermost first. */
    readonly parents: readonly string[];
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

/** A request to register a resource, as the engine's monitor gets it. */
interface Registration {
    getParent(): string;
    getType(): string;
}

/** What the mocked monitor has, and its mocks are not given: who a resource's parent is. */
interface Monitor {
    registerResource(
        request: Registration,
        reply: (error: unknown, answer?: { getUrn(): string }) => void,
    ): Promise<void>;
}

/**
 * Follows the parents of what is registered.
 *
 * @returns the types of the components above the resource that is being registered right now.
 */
function followParents(): () => readonly string[] {
    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    const register = monitor.registerResource.bind(monitor);
    const above = new Map<string, readonly string[]>();
    let current: readonly string[] = [];
    monitor.registerResource = (request, reply) => {
        const parents = above.get(request.getParent()) ?? [];
        current = parents; // the mocks are called before the first await
        return register(request, (error, answer) => {
            if (answer) {
                above.set(answer.getUrn(), [request.getType(), ...parents]);
            }
            reply(error, answer);
        });
    };
    return () => current;
}

/**
 * Runs a program, or a piece of one, on Pulumi's mocked engine as its first preview: an attribute that AWS assigns is unknown.
 *
 * @param build creates the resources.
 * @param where the account that is deployed to, and as what.
 * @param config the stack's configuration, `namespace:key`.
 * @throws whatever build throws, after the engine has been disconnected.
 */
export async function mockedRun<T>(
    build: () => T | Promise<T>,
    where: Pick<Deployment, "project" | "stack" | "region" | "accountId">,
    config: Readonly<Record<string, string>> = {},
): Promise<MockedRun<T>> {
    const resources: MockedResource[] = [];
    let parents: () => readonly string[] = () => [];
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs, custom }) => {
                if (custom !== false) {
                    resources.push({
                        type,
                        name,
                        parents: parents(),
                        inputs: inputs as Record<string, unknown>,
                    });
                }
                return { id: undefined, state: {} };
            },
            call: ({ token }) => {
                if (token !== "aws:index/getCallerIdentity:getCallerIdentity") {
                    throw new Error(`${token}: the account is looked up and nothing else`);
                }
                const { accountId } = where;
                return { accountId, id: accountId, userId: "me", arn: `arn:aws:iam::${accountId}:user/me` };
            },
        },
        where.project,
        where.stack,
        true,
    );
    parents = followParents();
    pulumi.runtime.setAllConfig({ "aws:region": where.region, ...config }, []);
    try {
        return { value: await build(), resources };
    } finally {
        await pulumi.runtime.disconnect();
    }
}
