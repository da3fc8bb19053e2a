import { EXAMPLES, RuleExample } from "../../tests/policy/rule-examples";

/** A line of code is this long at most, as Prettier's configuration has it. */
const WIDTH = 100;
const INDENT = "    ";

function formatKey(key: string): string {
    return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

/** A value as a person writes it in TypeScript: on one line where it fits. */
function formatValue(value: unknown, indent = ""): string {
    if (value === null || typeof value !== "object") {
        return JSON.stringify(value);
    }
    const inner = indent + INDENT;
    const isList = Array.isArray(value);
    const format = (at: string) =>
        isList
            ? value.map((item) => formatValue(item, at))
            : Object.entries(value).map(([key, item]) => `${formatKey(key)}: ${formatValue(item, at)}`);
    const [open, close] = isList ? ["[", "]"] : ["{ ", " }"];
    const line = `${open}${format("").join(", ")}${close}`;
    if (!line.includes("\n") && indent.length + line.length <= WIDTH) {
        return line === "{  }" ? "{}" : line;
    }
    const items = format(inner).map((item) => `${inner}${item},\n`);
    return `${open.trim()}\n${items.join("")}${indent}${close.trim()}`;
}

/** A policy document is given as text in some cases: shown as the object that JSON.stringify is given. */
function formatDocument(text: string): string {
    return `JSON.stringify(${formatValue(JSON.parse(text))})`;
}

function formatProps(props: Readonly<Record<string, unknown>>): string {
    const { policy, ...others } = props;
    if (typeof policy !== "string") {
        return formatValue(props);
    }
    const plain = Object.entries(others).map(
        ([key, value]) => `${INDENT}${key}: ${formatValue(value, INDENT)},\n`,
    );
    const document = formatDocument(policy).replaceAll("\n", `\n${INDENT}`);
    return `{\n${plain.join("")}${INDENT}policy: ${document},\n}`;
}

/** `aws:s3/bucket:Bucket` is `aws.s3.Bucket` in a program. */
function className(type: string): string {
    const [provider = "", module = "", name = ""] = type.split(":");
    return [provider, module.split("/")[0], name].join(".");
}

/** An example's resources as a Pulumi program declares them. */
export function exampleCode({ resources }: RuleExample): string {
    return resources
        .map(({ type, props, protect }) => {
            const options = protect === true ? ", { protect: true }" : "";
            return `new ${className(type)}("example", ${formatProps(props)}${options});`;
        })
        .join("\n");
}

/** The two examples of a rule. @throws Error where the tests have none. */
export function examplesOf(rule: string) {
    const examples = EXAMPLES[rule];
    if (!examples) {
        throw new Error(`tests/policy has no examples of the rule ${rule}`);
    }
    return examples;
}
