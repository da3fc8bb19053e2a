import { createHash } from "node:crypto";
import { Mistake } from "../../components/config/key";
import { SCHEMA } from "../../components/config/schema";

/** Length of the hash that distinguishes names which would otherwise be equal. */
const HASH_LENGTH = 6;

/** Whether the configuration accepts a name as that of a query. */
function isAccepted(name: string): boolean {
    return !(SCHEMA.analytics.queries.parse(name) instanceof Mistake);
}

/** The longest beginning of a name that the configuration accepts with a suffix. */
function cut(name: string, suffix: string): string {
    for (let length = name.length; length > 0; length--) {
        const begin = name.slice(0, length).replace(/-+$/, "");
        if (isAccepted(`${begin}${suffix}`)) {
            return `${begin}${suffix}`;
        }
    }
    return `imported${suffix}`;
}

/**
 * The name of the query that an application becomes: a file of sql/, and an item of the key analytics.queries.
 *
 * @param application the application's name.
 * @param others names that are given already.
 * @returns a name that the configuration accepts; one that had to be truncated, or that is given already, ends with a hash of the
 *     application's name.
 */
export function queryName(application: string, others: ReadonlySet<string>): string {
    const words = application
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "");
    const name = words || "imported";
    const whole = cut(name, "");
    if (whole === name && !others.has(name)) {
        return name;
    }
    const hash = createHash("sha256").update(application).digest("hex").slice(0, HASH_LENGTH);
    return cut(name, `-${hash}`);
}
