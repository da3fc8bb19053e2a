import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { Properties } from "./resource-type";

/** Properties of the engine's messages. */
export function properties(struct: Struct | undefined): Properties {
    return (struct?.toJavaScript() ?? {}) as Properties;
}

/** A value without members that are not set: the messages have none. */
function withoutUndefined(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map((item: unknown) => withoutUndefined(item) ?? null);
    }
    if (value !== null && typeof value === "object") {
        const members = Object.entries(value).map(([key, item]) => [key, withoutUndefined(item)] as const);
        return Object.fromEntries(members.filter(([, item]) => item !== undefined));
    }
    return value;
}

/** Properties as the engine's messages have them. */
export function struct(values: Properties): Struct {
    return Struct.fromJavaScript(withoutUndefined(values) as Parameters<typeof Struct.fromJavaScript>[0]);
}
