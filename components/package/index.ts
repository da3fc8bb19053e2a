import { componentProviderHost } from "@pulumi/pulumi/provider/experimental";
import { StreamingLogPipeline } from "./streaming-log-pipeline";

/** Serves the package `cc-pipeline` to the engine, which reads its schema from the component's types and comments. */
void componentProviderHost({ name: "cc-pipeline", components: [StreamingLogPipeline], dirname: __dirname });
