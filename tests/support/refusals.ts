import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Deployment } from "../../components";
import { mockedRun } from "../../tools/docs/mocked-run";

/** Asserts that building a tier fails with a message, as an error that the engine shows without a stack trace. */
export async function assertRefused(build: () => unknown, where: Deployment, message: string): Promise<void> {
    await assert.rejects(
        () => mockedRun(build, where),
        (error) => {
            assert.ok(pulumi.RunError.isInstance(error), String(error));
            assert.equal(error.message, message);
            return true;
        },
    );
}
