import { Clients } from "../cloud/clients";
import { CreateJournal } from "./create-journal";
import { LOOK_UPS } from "./look-ups";
import { Properties, ResourceType, changed, outside } from "./resource-type";
import { RESOURCE_TYPES } from "./types";

/** Marks of the engine's wire format (pulumi/pulumi, sdk/go/common/resource/properties.go). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
/** Stands for a value that is not known before the update. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Plain values out of the engine's wire format: secrets and outputs become what they hold. */
export function plain(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(plain);
    }
    if (value === null || typeof value !== "object") {
        return value;
    }
    const object = value as Properties;
    if (object[SIGNATURE] === SECRET) {
        return plain(object["value"]);
    }
    if (object[SIGNATURE] === OUTPUT) {
        return "value" in object ? plain(object["value"]) : UNKNOWN;
    }
    return Object.fromEntries(Object.entries(object).map(([key, item]) => [key, plain(item)]));
}

function plainProperties(properties: Properties): Properties {
    const rest = Object.entries(plain(properties) as Properties).filter(([key]) => key !== "__defaults");
    return Object.fromEntries(rest);
}

function typeToken(urn: string): string {
    return urn.split("::")[2]?.split("$").pop() ?? "";
}

function typeOf(urn: string): ResourceType {
    const token = typeToken(urn);
    const type = RESOURCE_TYPES[token];
    if (!type) {
        throw new Error(
            `resource type ${token} is not served by the local provider; it serves ${Object.keys(RESOURCE_TYPES).join(", ")}`,
        );
    }
    return type;
}

/** The `aws` provider of the local cloud, in the form that @pulumi/pulumi/provider serves. */
export class LocalAwsProvider {
    /** Takes the name of the AWS provider's version, so that the engine looks for no other. */
    readonly version: string;

    /**
     * @param version the version of @pulumi/aws that the program uses.
     * @param clients clients of the local cloud, made at the first use, when the region is known.
     * @param journal creates that the engine has not recorded.
     */
    constructor(
        version: string,
        private readonly clients: () => Clients,
        private readonly journal: CreateJournal,
    ) {
        this.version = version;
    }

    /** Refuses unknown types and every property that would be ignored. */
    async check(urn: string, _olds: Properties, news: Properties) {
        const token = typeToken(urn);
        const type = typeOf(urn);
        const shape = Object.fromEntries(
            Object.entries(type.inputs).map(([key, input]) => [key, input.shape]),
        );
        const failures = outside(plainProperties(news), shape, "").map((path) => ({
            property: path.slice(1),
            reason: `${token} has no property '${path.slice(1)}' on the local cloud; it would be ignored, so it is refused`,
        }));
        return { inputs: news, failures };
    }

    async diff(_id: string, urn: string, olds: Properties, news: Properties) {
        this.journal.end(urn);
        const type = typeOf(urn);
        const keys = changed(type, plainProperties(olds), plainProperties(news));
        const replaces = keys.filter((key) => type.inputs[key]?.onChange === "replace");
        // Where the name stays, the old one must go first.
        const deleteBeforeReplace = type.unique !== undefined && !keys.includes(type.unique);
        return {
            changes: keys.length > 0,
            replaces,
            deleteBeforeReplace: replaces.length > 0 && deleteBeforeReplace,
        };
    }

    async create(urn: string, news: Properties) {
        const type = typeOf(urn);
        const inputs = plainProperties(news);
        if (this.journal.begin(urn)) {
            await type.cleanUp(inputs, this.clients());
        }
        const { id, outs } = await type.create(inputs, this.clients());
        return { id, outs: { ...inputs, ...outs } };
    }

    async read(id: string, urn: string, properties: Properties) {
        this.journal.end(urn);
        const seen = await typeOf(urn).read(id, plainProperties(properties), this.clients());
        return seen ? { id, props: seen } : { id: "", props: {} };
    }

    async update(id: string, urn: string, olds: Properties, news: Properties) {
        const type = typeOf(urn);
        const inputs = plainProperties(news);
        const outs = await type.update?.(id, plainProperties(olds), inputs, this.clients());
        return { outs: { ...inputs, ...outs } };
    }

    async delete(id: string, urn: string, properties: Properties) {
        await typeOf(urn).delete(id, plainProperties(properties), this.clients());
        this.journal.end(urn);
    }

    async invoke(token: string, inputs: Properties) {
        const lookUp = LOOK_UPS[token];
        if (!lookUp) {
            throw new Error(
                `look-up ${token} is not served by the local provider; it serves ${Object.keys(LOOK_UPS).join(", ")}`,
            );
        }
        return { outputs: await lookUp(plainProperties(inputs), this.clients()) };
    }
}
