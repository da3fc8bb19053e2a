import contract from "../../flink/src/main/resources/property-groups.json";
import { Block, table } from "./block";

interface Property {
    readonly key: string;
    readonly required: boolean;
    readonly description: string;
}

function rows(group: string, properties: Readonly<Record<string, Property>>): string[][] {
    return Object.values(properties).map(({ key, required, description }, i) => [
        i === 0 ? `\`${group}\`` : "",
        `\`${key}\``,
        required ? "required" : "optional",
        description,
    ]);
}

/** The property groups of the application, from the file that program, job and local cloud read. */
export const PROPERTY_GROUPS: Block = {
    name: "property groups",
    text: () =>
        table(
            ["group", "key", "", "value"],
            [
                ...rows(contract.source.id, contract.source.properties),
                ...rows(`${contract.query.idPrefix}NAME`, contract.query.properties),
                ...rows(contract.rejected.id, contract.rejected.properties),
            ],
        ),
};
