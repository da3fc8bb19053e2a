import { bringUp } from "../engine/bring-up";
import { checkConfiguration } from "../engine/stack-config";
import { LocalEngine } from "../engine/deploy";
import { emulatorRuns, stopEmulator } from "../emulator/process";
import { offlinePlace } from "../engine/engine-place";
import { STAND_INS } from "../provider/offline";
import { Arguments } from "../../tools/registry/command";
import { session } from "../../tools/runtime/session";
import { flinkJar } from "../../tools/toolchain/flink-jar";
import { pulumiCli } from "../../tools/toolchain/pulumi-cli";
import { lostEmulator } from "../engine/stand-ins";

/** The stack that is deployed to the local cloud; every other one is AWS's. */
const LOCAL_STACK = "local";

/** Previews the local stack against the local cloud. */
async function previewLocal(): Promise<void> {
    const { engine } = await bringUp(LOCAL_STACK);
    console.log(`Previewing stack ${LOCAL_STACK} with the policy pack`);
    await engine.preview(lostEmulator);
}

/** Previews a stack of AWS as its first preview, with no account: the program's look-ups are answered by stand-ins. */
async function previewOffline(stack: string): Promise<void> {
    console.log("Tools");
    const cli = await pulumiCli();
    await flinkJar();
    console.log(`Offline preview of stack ${stack} with the policy pack
  No AWS account is asked, and nothing is deployed. It is the preview of an empty stack:
  account ${STAND_INS.accountId} and user ${STAND_INS.user} are used instead of yours; the current Amazon Linux image
  and the default VPC are chosen by EC2 at launch. With an account: pulumi preview --policy-pack policy`);
    const engine = new LocalEngine(cli, offlinePlace(stack));
    await engine.select();
    await engine.preview();
}

/** Previews a stack with the policy pack. */
export async function run({ positionals }: Arguments): Promise<void> {
    const [stack = ""] = positionals;
    checkConfiguration(stack);
    // An emulator that was running before keeps running; one that this command started is stopped.
    const ran = emulatorRuns();
    await session(
        () => (stack === LOCAL_STACK ? previewLocal() : previewOffline(stack)),
        async () => {
            if (!ran) {
                await stopEmulator();
            }
        },
    );
}
