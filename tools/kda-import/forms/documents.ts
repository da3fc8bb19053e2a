import { CollectionTag, ScalarTag, isMap, isScalar, isSeq, parseAllDocuments, Node } from "yaml";
import { DescriptionError } from "../application";

/** CloudFormation's short tags for its intrinsic functions (AWS: "Intrinsic function reference"). */
const SHORT_TAGS = [
    "And",
    "Base64",
    "Cidr",
    "Condition",
    "Equals",
    "FindInMap",
    "GetAZs",
    "GetAtt",
    "If",
    "ImportValue",
    "Join",
    "Length",
    "Not",
    "Or",
    "Ref",
    "Select",
    "Split",
    "Sub",
    "ToJsonString",
    "Transform",
];

/** The full name of a function, from its short tag. */
function fullName(tag: string): string {
    return tag === "Ref" || tag === "Condition" ? tag : `Fn::${tag}`;
}

/** A tag for each kind of value that it can stand before. */
function tagsOf(name: string): (ScalarTag | CollectionTag)[] {
    const tag = `!${name}`;
    const wrapped = (value: unknown) => ({ [fullName(name)]: value });
    return [
        { tag, resolve: (text) => wrapped(text) },
        { tag, collection: "seq", resolve: (node) => wrappedNode(node, name) },
        { tag, collection: "map", resolve: (node) => wrappedNode(node, name) },
    ];
}

/** A collection below a tag: its values are those of the tree, tags within included. */
function wrappedNode(node: unknown, name: string): unknown {
    return { [fullName(name)]: plain(node) };
}

/** The value of a node of YAML's tree. */
function plain(node: unknown): unknown {
    if (isMap(node)) {
        return Object.fromEntries(
            node.items.map(({ key, value }) => [String(plain(key)), plain(value)] as const),
        );
    }
    if (isSeq(node)) {
        return node.items.map(plain);
    }
    return isScalar(node) ? node.value : node;
}

const TAGS = SHORT_TAGS.flatMap(tagsOf);

/**
 * Reads the documents of a YAML file, CloudFormation's short tags included: `!Ref x` is read as `{ Ref: x }`.
 *
 * @throws DescriptionError where it is not YAML.
 */
export function yamlDocuments(text: string): unknown[] {
    const documents = parseAllDocuments(text, {
        customTags: (tags) => [...tags, ...TAGS],
        merge: true,
        uniqueKeys: false,
        logLevel: "error",
    });
    if (!Array.isArray(documents)) {
        return [];
    }
    return documents.map((document) => {
        const [error] = document.errors;
        if (error) {
            throw new DescriptionError(`it is not YAML: ${error.message.split("\n")[0]?.replace(/:$/, "")}`);
        }
        return (document as { contents: Node | null }).contents?.toJS(document) as unknown;
    });
}

/** Where the JSON value ends that begins at a place: strings and brackets are counted. */
function endOfValue(text: string, from: number): number {
    let depth = 0;
    for (let i = from; i < text.length; i++) {
        const char = text[i] ?? "";
        if (char === '"') {
            for (i++; i < text.length && text[i] !== '"'; i++) {
                i += text[i] === "\\" ? 1 : 0;
            }
        } else if ("{[".includes(char)) {
            depth++;
        } else if ("}]".includes(char) && --depth === 0) {
            return i + 1;
        }
    }
    return text.length;
}

/**
 * Reads a JSON file: one value, or several one after the other, as repeated calls of the AWS CLI append them.
 *
 * @throws DescriptionError where it is not JSON.
 */
export function jsonDocuments(text: string): unknown[] {
    const documents: unknown[] = [];
    let from = 0;
    while (text.slice(from).trim() !== "") {
        const end = endOfValue(text, from);
        try {
            documents.push(JSON.parse(text.slice(from, end)) as unknown);
        } catch (error) {
            throw new DescriptionError(`it is not JSON: ${(error as Error).message.replace(/\s+/g, " ")}`);
        }
        from = end;
    }
    return documents;
}
