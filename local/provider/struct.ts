import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { Properties } from "./resource-type";

/** Properties of the engine's messages. */
export function properties(struct: Struct | undefined): Properties {
    return (struct?.toJavaScript() ?? {}) as Properties;
}

/** Properties as the engine's messages have them. */
export function struct(values: Properties): Struct {
    return Struct.fromJavaScript(values as Parameters<typeof Struct.fromJavaScript>[0]);
}
