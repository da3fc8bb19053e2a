import { FLINK_JAR } from "../runtime/paths";
import { session } from "../runtime/session";
import { flinkJar } from "./flink-jar";

/** Builds the Flink job's JAR, which `pulumi preview` and `pulumi up` need. */
export async function run(): Promise<void> {
    await session(async () => {
        await flinkJar();
        console.log(`built: ${FLINK_JAR}`);
    });
}
