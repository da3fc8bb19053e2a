import { AthenaClient } from "@aws-sdk/client-athena";
import { STSClient } from "@aws-sdk/client-sts";
import { runNamedQuery } from "../pipeline-run/athena-query";
import { checkStack, projectName } from "../engine/stack-config";
import { rootClients } from "../cloud/clients";
import { stackRegion } from "../engine/engine-place";
import { runningEmulator } from "../emulator/process";
import { Arguments } from "../../tools/registry/command";
import type { LOCAL_COMMANDS } from "../../tools/registry/local-commands";
import { columnTable } from "../../tools/runtime/tables";
import { UserError } from "../../tools/runtime/user-error";

const LOCAL_STACK = "local";

/** The local stack's clients, or those of the user's own credentials. */
async function clientsOf(stack: string): Promise<{ athena: AthenaClient; sts: STSClient }> {
    const region = stackRegion(stack);
    if (stack !== LOCAL_STACK) {
        return { athena: new AthenaClient({ region }), sts: new STSClient({ region }) };
    }
    const emulator = await runningEmulator();
    if (!emulator) {
        throw new UserError("the local cloud is not running; start it with npm start");
    }
    return rootClients(emulator.endpoint, region);
}

/** Turns what the SDK reports about credentials and permissions into one line: the user has to fix them. */
function asUserError(error: unknown): unknown {
    const { name, message } = error as Error;
    return /Credential|AccessDenied|ExpiredToken|UnrecognizedClient|InvalidClientTokenId/.test(
        `${name} ${message}`,
    )
        ? new UserError(`AWS refused: ${message}`)
        : error;
}

async function query(name: string, stack: string): Promise<void> {
    const project = projectName();
    const { athena, sts } = await clientsOf(stack);
    const { columns, rows, scannedBytes } = await runNamedQuery(name, { project, stack }, athena, sts);
    console.log(columnTable(columns, rows));
    console.log(
        `\n  ${rows.length} ${rows.length === 1 ? "row" : "rows"}, ${scannedBytes.toLocaleString("en")} bytes scanned`,
    );
}

/** Runs one of a stack's Athena queries and prints its rows. */
export async function run({
    values: { stack },
    positionals: [name = ""],
}: Arguments<typeof LOCAL_COMMANDS.query>): Promise<void> {
    checkStack(stack);
    try {
        await query(name, stack);
    } catch (error) {
        throw asUserError(error);
    }
}
