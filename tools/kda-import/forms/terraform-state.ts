import { Application } from "../application";
import { Source, extracted, isOtherRuntime } from "./extract";
import { Json, asObject, asObjects, isObject } from "./json";
import { TERRAFORM_NAMES } from "./member-names";

/** Terraform's resources for applications. */
export const TERRAFORM_TYPES: readonly string[] = [
    "aws_kinesis_analytics_application",
    "aws_kinesisanalyticsv2_application",
];

interface TerraformResource {
    readonly address: string;
    readonly type: string;
    readonly values: Json;
}

/** Inserts a value at the place that a flat key of state version 3 names: `inputs.0.schema.0.record_columns.1.name`. */
function insert(into: Record<string, unknown>, names: readonly string[], value: unknown): void {
    const [name = "", ...rest] = names;
    if (rest.length === 0) {
        into[name] = value;
        return;
    }
    const next = isObject(into[name]) ? (into[name] as Record<string, unknown>) : {};
    into[name] = next;
    insert(next, rest, value);
}

/** An object whose keys are all numbers is a list, or a set whose keys are hashes. */
function asLists(value: unknown): unknown {
    if (!isObject(value)) {
        return value;
    }
    const entries = Object.entries(value).map(([key, one]) => [key, asLists(one)] as const);
    const isList = entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key));
    const inOrder = [...entries].sort(([left], [right]) => Number(left) - Number(right));
    return isList ? inOrder.map(([, one]) => one) : Object.fromEntries(entries);
}

/** The attributes of a resource of state version 3 (Terraform 0.11), which are one flat map of strings. */
function nested(flat: Json): Json {
    const root: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(flat)) {
        const names = key.split(".");
        if (!["#", "%"].includes(names.at(-1) ?? "")) {
            insert(root, names, value);
        }
    }
    return asObject(asLists(root));
}

function ofVersion3(document: Json): TerraformResource[] {
    return asObjects(document["modules"]).flatMap((module) =>
        Object.entries(asObject(module["resources"])).map(([address, resource]) => {
            const { type, primary } = asObject(resource);
            return { address, type: String(type), values: nested(asObject(asObject(primary)["attributes"])) };
        }),
    );
}

function ofVersion4(document: Json): TerraformResource[] {
    return asObjects(document["resources"]).flatMap((resource) =>
        asObjects(resource["instances"]).map((instance) => ({
            address: String(resource["name"]),
            type: String(resource["type"]),
            values: isObject(instance["attributes"])
                ? instance["attributes"]
                : nested(asObject(instance["attributes_flat"])),
        })),
    );
}

/** `terraform show -json` of a state or of a plan. What a plan deletes is only in its prior state. */
function shown(document: Json): TerraformResource[] {
    const ofModule = (module: Json): TerraformResource[] => [
        ...asObjects(module["resources"]).map((resource) => ({
            address: String(resource["address"]),
            type: String(resource["type"]),
            values: asObject(resource["values"]),
        })),
        ...asObjects(module["child_modules"]).flatMap(ofModule),
    ];
    const [planned = [], prior = [], state = []] = [
        document["planned_values"],
        asObject(document["prior_state"])["values"],
        document["values"],
    ].map((values) => ofModule(asObject(asObject(values)["root_module"])));
    const addresses = new Set(planned.map(({ address }) => address));
    return [...planned, ...prior.filter(({ address }) => !addresses.has(address)), ...state];
}

/** Whether a document is a state or a plan of Terraform, of any version. */
export function isTerraformState(document: unknown): document is Json {
    return (
        isObject(document) &&
        ("terraform_version" in document ||
            ["planned_values", "values"].some((key) => "root_module" in asObject(document[key])) ||
            asObjects(document["resources"]).some((resource) => "instances" in resource) ||
            asObjects(document["modules"]).some((module) => isObject(module["resources"])))
    );
}

/** Reads the applications of a state or a plan. */
export function stateApplications(document: Json, source: Source, onOther: () => void): Application[] {
    return [...ofVersion3(document), ...ofVersion4(document), ...shown(document)]
        .filter(({ type }) => TERRAFORM_TYPES.includes(type))
        .flatMap(({ values, address }) => {
            if (isOtherRuntime(values, TERRAFORM_NAMES)) {
                onOther();
                return [];
            }
            return [extracted(values, TERRAFORM_NAMES, { ...source, name: address.split(".").at(-1) ?? "" })];
        });
}
