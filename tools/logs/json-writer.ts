/** How the agent writes a record's JSON (awslabs/amazon-kinesis-agent, ProcessingUtilsFactory.JSONFormat). */
export type JsonFormat = "COMPACT" | "PRETTYPRINT";

/** What JSON.stringify writes in lower case and Jackson, which the agent uses, in upper case: \u001b. */
const LOWER_CASE_ESCAPE = /\\u00[01][0-9a-f]/;

function text(value: string | undefined): string {
    if (value === undefined) {
        return "null";
    }
    const json = JSON.stringify(value);
    // A text may contain what looks like an escape; its backslash is doubled then.
    return LOWER_CASE_ESCAPE.test(json)
        ? json.replace(/\\(?:u00([01][0-9a-f])|.)/g, (escape, digits: string | undefined) =>
              digits === undefined ? escape : `\\u00${digits.toUpperCase()}`,
          )
        : json;
}

/**
 * Writes records with the same members, as Jackson writes the agent's map. Of names that occur twice, the first has the place and
 * the last the value.
 *
 * @param names of the members, in order.
 * @param format COMPACT is one line; PRETTYPRINT is a line per member.
 * @returns the record of the members' values; undefined stands for null.
 */
export function jsonWriter(
    names: readonly string[],
    format: JsonFormat,
): (values: readonly (string | undefined)[]) => string {
    const [opening, colon, comma, closing] =
        format === "COMPACT" ? ["{", ":", ",", "}"] : ["{\n  ", " : ", ",\n  ", "\n}"];
    const members = [...new Set(names)].map((name, i) => ({
        before: `${i === 0 ? opening : comma}${text(name)}${colon}`,
        at: names.lastIndexOf(name),
    }));
    if (members.length === 0) {
        return () => (format === "COMPACT" ? "{}" : "{ }");
    }
    return (values) => {
        let json = "";
        for (const { before, at } of members) {
            json += before + text(values[at]);
        }
        return json + closing;
    };
}
