import { FLINK_JAR } from "../paths";
import { session } from "../session";
import { flinkJar } from "../setup/flink-jar";

/** Builds the Flink job's JAR, which `pulumi preview` and `pulumi up` need. */
void session(async () => {
    await flinkJar();
    console.log(`built: ${FLINK_JAR}`);
});
