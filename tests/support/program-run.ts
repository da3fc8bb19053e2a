import { resourceNames } from "../../components/foundation/names";
import { Deployment } from "../../components/foundation/arns";

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

/** All resources of a type. */
export function all(registered: readonly Registered[], type: string): Registered[] {
    return registered.filter((r) => r.type === type);
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
