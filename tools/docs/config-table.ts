import { KEYS } from "../../components/config/schema";
import { Key } from "../../components/config/key";
import { Block, renew, table } from "./readme-block";

/** A key's default as the tables show it. */
export function defaultOf(key: Key<unknown>): string {
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
    command: "config:table",
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

/** Whether this file is what was called, and not a test of it. */
if (process.argv[2] === CONFIG_TABLE.command) {
    renew(CONFIG_TABLE);
}
