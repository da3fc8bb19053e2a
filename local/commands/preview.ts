import { bringUp, checkStack } from "../bring-up";
import { emulatorRuns, stopEmulator } from "../emulator/process";
import { report, session } from "../session";
import { UserError } from "../user-error";

/** Previews a stack with the policy pack. An emulator that ran before runs on; one that did not is ended again. */
async function preview(stack: string): Promise<void> {
    const ran = emulatorRuns();
    const { engine } = await bringUp(stack);
    try {
        console.log(`Previewing stack ${stack} with the policy pack`);
        await engine.preview();
    } finally {
        if (!ran) {
            await stopEmulator();
        }
    }
}

const [stack, ...more] = process.argv.slice(3);
try {
    if (!stack || more.length > 0) {
        throw new UserError("npm run preview -- STACK: name one stack; the one that can run here is local");
    }
    checkStack(stack);
    if (stack !== "local") {
        throw new UserError(
            `stack '${stack}': offline only local can be previewed; for ${stack} use pulumi preview with an AWS account`,
        );
    }
    const ran = emulatorRuns();
    void session(
        () => preview(stack),
        async () => {
            if (!ran) {
                await stopEmulator();
            }
        },
    );
} catch (error) {
    report(error);
}
