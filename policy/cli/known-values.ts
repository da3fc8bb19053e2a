import { unknownCheckingProxy } from "@pulumi/policy";
import * as proxy from "@pulumi/policy/proxy";
import { Props } from "../pack/rule";

/** What the engine writes for a string that is not known yet. */
const UNKNOWN = (proxy as unknown as Readonly<Record<string, unknown>>)["unknownStringValue"];

/** What marks special values, as `@pulumi/pulumi/runtime/rpc.ts` has it. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
/** What `pulumi preview --json` writes for a secret. */
const HIDDEN = "[secret]";

/** Values of a file as rules read them, and whether some were secrets that the file does not show. */
interface KnownValues {
    readonly props: Props;
    readonly hidesSecrets: boolean;
}

/** Inputs behind the proxy that throws on unknown values, as the engine gives them to a pack. */
export function guardUnknowns(props: Readonly<Record<string, unknown>>): Props {
    return unknownCheckingProxy(props) as Props;
}

/** A value that is not known. */
export function unknownValue(): unknown {
    return UNKNOWN;
}

/**
 * Inputs of a Pulumi preview or export: secrets unwrapped where they are shown, and taken for unknown where not.
 *
 * @param inputs as the file has them.
 */
export function knownValues(inputs: Readonly<Record<string, unknown>>): KnownValues {
    let hidesSecrets = false;
    const unwrap = (value: unknown): unknown => {
        if (value === HIDDEN) {
            hidesSecrets = true;
            return UNKNOWN;
        }
        if (Array.isArray(value)) {
            return value.map(unwrap);
        }
        if (value === null || typeof value !== "object") {
            return value;
        }
        const object = value as Record<string, unknown>;
        if (object[SIGNATURE] !== SECRET) {
            return Object.fromEntries(Object.entries(object).map(([key, item]) => [key, unwrap(item)]));
        }
        const { plaintext } = object;
        return unwrap(typeof plaintext === "string" ? JSON.parse(plaintext) : HIDDEN);
    };
    return { props: guardUnknowns(unwrap(inputs) as Record<string, unknown>), hidesSecrets };
}
