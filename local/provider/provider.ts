import { Clients } from "../cloud/clients";
import { CreateJournal } from "./create-journal";
import { defaultTags, tagged } from "./default-tags";
import { InitFailure } from "./init-failure";
import { LOOK_UPS } from "./look-ups";
import { Properties, ResourceType, changed, outside } from "./resource-type";
import { CheckFailure, Difference, ServedProvider } from "./server";
import { RESOURCE_TYPES } from "./types";
import { UNSERVED } from "./unserved";

/** A resource's type token, from its URN. */
export function typeToken(urn: string): string {
    return urn.split("::")[2]?.split("$").pop() ?? "";
}

function typeOf(urn: string): ResourceType {
    const token = typeToken(urn);
    const type = RESOURCE_TYPES[token];
    if (!type) {
        const why = UNSERVED.types[token];
        throw new Error(
            why
                ? `resource type ${token} is not served by the local provider: ${why}`
                : `resource type ${token} is not served by the local provider; it serves ${Object.keys(RESOURCE_TYPES).join(", ")}`,
        );
    }
    return type;
}

/** The engine's own additions to inputs are none of ours. */
function own(properties: Properties): Properties {
    return Object.fromEntries(Object.entries(properties).filter(([key]) => key !== "__defaults"));
}

/** The `aws` provider of the local cloud. */
export class LocalAwsProvider implements ServedProvider {
    private tags: Record<string, string> = {};

    /**
     * @param clients clients of the local cloud, made at the first use.
     * @param journal creates that the engine has not recorded.
     */
    constructor(
        private readonly clients: () => Clients,
        private readonly journal: CreateJournal,
    ) {}

    configure(config: Properties): void {
        this.tags = defaultTags(config);
    }

    /** Refuses unknown types and every property that would be ignored. */
    check(urn: string, news: Properties): { inputs: Properties; failures: CheckFailure[] } {
        const token = typeToken(urn);
        const type = typeOf(urn);
        const shape = Object.fromEntries(
            Object.entries(type.inputs).map(([key, input]) => [key, input.shape]),
        );
        const inputs = "tags" in type.inputs ? tagged(news, this.tags) : news;
        const failures = outside(own(inputs), shape, "").map((path) => {
            const property = path.slice(1);
            const why =
                UNSERVED.properties[`${token}.${property}`] ?? "it would be ignored, so it is refused";
            return { property, reason: `${token} has no property '${property}' on the local cloud; ${why}` };
        });
        return { inputs, failures };
    }

    diff(_id: string, urn: string, olds: Properties, news: Properties): Difference {
        this.journal.end(urn);
        const type = typeOf(urn);
        const keys = changed(type, own(olds), own(news));
        const replaces = keys.filter((key) => type.inputs[key]?.onChange === "replace");
        // Where the name stays, the old one must go first.
        const deleteBeforeReplace = type.unique !== undefined && !keys.includes(type.unique);
        return {
            changes: keys.length > 0,
            replaces,
            deleteBeforeReplace: replaces.length > 0 && deleteBeforeReplace,
        };
    }

    async create(urn: string, news: Properties): Promise<{ id: string; outs: Properties }> {
        const type = typeOf(urn);
        const inputs = own(news);
        if (this.journal.begin(urn)) {
            await type.cleanUp(inputs, this.clients());
        }
        return this.made(type, {}, inputs, () => type.create(inputs, this.clients()));
    }

    async read(id: string, urn: string, state: Properties): Promise<Properties | undefined> {
        this.journal.end(urn);
        return typeOf(urn).read(id, own(state), this.clients());
    }

    async update(id: string, urn: string, olds: Properties, news: Properties) {
        const type = typeOf(urn);
        const inputs = own(news);
        return this.made(type, own(olds), inputs, async () => ({
            id,
            outs: (await type.update?.(id, own(olds), inputs, this.clients())) ?? {},
        }));
    }

    /** Creates or updates a resource, and tags it, also where it does not work then. */
    private async made(
        type: ResourceType,
        olds: Properties,
        inputs: Properties,
        make: () => Promise<{ id: string; outs: Properties }>,
    ): Promise<{ id: string; outs: Properties }> {
        let failure: InitFailure | undefined;
        const { id, outs } = await make().catch((error: unknown) => {
            if (!(error instanceof InitFailure)) {
                throw error;
            }
            failure = error;
            return error;
        });
        await type.tag?.(id, olds, inputs, outs, this.clients());
        const whole = { ...inputs, ...outs };
        if (failure) {
            throw new InitFailure(failure.message, id, whole);
        }
        return { id, outs: whole };
    }

    async delete(id: string, urn: string, state: Properties): Promise<void> {
        await typeOf(urn).delete(id, own(state), this.clients());
        this.journal.end(urn);
    }

    async invoke(token: string, inputs: Properties): Promise<Properties> {
        const lookUp = LOOK_UPS[token];
        if (!lookUp) {
            throw new Error(
                `look-up ${token} is not served by the local provider; it serves ${Object.keys(LOOK_UPS).join(", ")}`,
            );
        }
        return lookUp(inputs, this.clients());
    }
}
