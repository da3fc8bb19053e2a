import { readFileSync } from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { AthenaClient } from "@aws-sdk/client-athena";
import { STSClient } from "@aws-sdk/client-sts";
import { parse } from "yaml";
import { runNamedQuery } from "../pipeline-run/athena-query";
import { checkStack } from "../engine/bring-up";
import { rootClients } from "../cloud/clients";
import { stackRegion } from "../engine/engine-place";
import { runningEmulator } from "../emulator/process";
import { ROOT } from "../../tools/runtime/paths";
import { report } from "../../tools/runtime/session";
import { columnTable } from "../../tools/runtime/tables";
import { UserError } from "../../tools/runtime/user-error";

const LOCAL_STACK = "local";
const USAGE = "npm run query -- NAME [-s STACK]";

function parsed(args: string[]): { name: string; stack: string } {
    try {
        const { values, positionals } = parseArgs({
            args,
            options: { stack: { type: "string", short: "s", default: LOCAL_STACK } },
            allowPositionals: true,
        });
        const [name, ...more] = positionals;
        if (name === undefined || more.length > 0) {
            throw new UserError(`${USAGE}: name one query, such as status-by-hour`);
        }
        return { name, stack: values.stack };
    } catch (error) {
        throw error instanceof UserError
            ? error
            : new UserError(`${(error as Error).message.split(". ")[0]}; ${USAGE}`);
    }
}

/** The local stack's clients, or those of the user's own credentials. */
async function clientsOf(stack: string): Promise<{ athena: AthenaClient; sts: STSClient }> {
    const region = stackRegion(stack);
    if (stack !== LOCAL_STACK) {
        return { athena: new AthenaClient({ region }), sts: new STSClient({ region }) };
    }
    const emulator = await runningEmulator();
    if (!emulator) {
        throw new UserError("the local cloud does not run; start it with npm start");
    }
    return rootClients(emulator.endpoint, region);
}

/** Whatever the SDK says of credentials and permissions is the user's to mend, and one line. */
function asUserError(error: unknown): unknown {
    const { name, message } = error as Error;
    return /Credential|AccessDenied|ExpiredToken|UnrecognizedClient|InvalidClientTokenId/.test(
        `${name} ${message}`,
    )
        ? new UserError(`AWS refused: ${message}`)
        : error;
}

async function query(args: string[]): Promise<void> {
    const { name, stack } = parsed(args);
    checkStack(stack);
    const { name: project } = parse(readFileSync(path.join(ROOT, "Pulumi.yaml"), "utf8")) as { name: string };
    const { athena, sts } = await clientsOf(stack);
    const { columns, rows, scannedBytes } = await runNamedQuery(name, { project, stack }, athena, sts);
    console.log(columnTable(columns, rows));
    console.log(
        `\n  ${rows.length} ${rows.length === 1 ? "row" : "rows"}, ${scannedBytes.toLocaleString("en")} bytes scanned`,
    );
}

query(process.argv.slice(3)).catch((error: unknown) => report(asUserError(error)));
