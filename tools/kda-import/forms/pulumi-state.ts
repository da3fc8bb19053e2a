import { Application, DescriptionError } from "../application";
import { Source, extracted, isOtherRuntime } from "./extract";
import { Json, asObject, asObjects, isObject } from "./json";
import { CAMEL_CASE_NAMES, MemberNames, PULUMI_NAMES } from "./member-names";

/** Pulumi's types for applications, and the names of their members. A program may write them in short: `aws:kinesis:…`. */
const TYPES: readonly [RegExp, MemberNames][] = [
    [/^aws:kinesis(\/analyticsApplication)?:AnalyticsApplication$/, PULUMI_NAMES],
    [/^aws:kinesisanalyticsv2(\/application)?:Application$/, PULUMI_NAMES],
    [/^aws-native:kinesisanalytics(v2)?:Application$/, CAMEL_CASE_NAMES],
];

/** The key by which Pulumi marks values with a type of their own, and the mark of a secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** The names of a type's members; undefined where it is not an application. */
export function pulumiNames(type: unknown): MemberNames | undefined {
    return TYPES.find(([pattern]) => pattern.test(String(type)))?.[1];
}

/** The value with secrets in plain text. */
function revealed(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(revealed);
    }
    if (!isObject(value)) {
        return value;
    }
    if (SIGNATURE in value && "plaintext" in value) {
        return JSON.parse(String(value["plaintext"])) as unknown;
    }
    if (SIGNATURE in value && "ciphertext" in value) {
        throw new DescriptionError(
            "it has encrypted secrets; export the stack with `pulumi stack export --show-secrets`",
        );
    }
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, revealed(one)]));
}

/** The resources of an exported stack, of a state file, or of `pulumi preview --json`. */
function resourcesOf(document: Json): Json[] {
    const latest = asObject(asObject(document["checkpoint"])["latest"]);
    return [
        ...asObjects(asObject(document["deployment"])["resources"]),
        ...asObjects(latest["resources"]),
        ...asObjects(document["steps"]).map((step) => asObject(step["newState"] ?? step["oldState"])),
    ].filter((resource) => typeof resource["urn"] === "string");
}

/** Whether a document is a state of Pulumi. */
export function isPulumiState(document: unknown): document is Json {
    return isObject(document) && resourcesOf(document).length > 0;
}

/** Reads the applications of a stack's state. Its outputs have what the provider added, such as the streams' names. */
export function pulumiApplications(document: Json, source: Source, onOther: () => void): Application[] {
    return resourcesOf(document).flatMap((resource) => {
        const names = pulumiNames(resource["type"]);
        if (names === undefined) {
            return [];
        }
        const values = asObject(
            revealed({ ...asObject(resource["inputs"]), ...asObject(resource["outputs"]) }),
        );
        if (isOtherRuntime(values, names)) {
            onOther();
            return [];
        }
        return [
            extracted(values, names, { ...source, name: String(resource["urn"]).split("::").at(-1) ?? "" }),
        ];
    });
}
