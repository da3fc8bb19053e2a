import { KEYS } from "../../components/config/read-config";
import { Key } from "../../components/config/key";
import { Block, table } from "./block";

function defaultOf(key: Key<unknown>): string {
    if (key.defaultText !== undefined) {
        return key.defaultText;
    }
    const { default: value } = key;
    const text = Array.isArray(value) ? value.join(", ") || "none" : String(value);
    return key.unit === undefined ? `\`${text}\`` : `\`${text}\` ${key.unit}`;
}

/** The README's table of configuration keys, from components/config/schema.ts. */
export const CONFIG_TABLE: Block = {
    name: "configuration",
    text: () =>
        table(
            ["key", "default", "takes", "why"],
            [...KEYS].map(([name, key]) => [
                `\`${name}\``,
                defaultOf(key),
                `${key.takes}${key.unit === undefined ? "" : ` ${key.unit}`}`,
                key.why,
            ]),
        ),
};
