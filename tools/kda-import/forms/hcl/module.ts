import { existsSync, readdirSync } from "node:fs";
import * as path from "node:path";
import { DescriptionError } from "../../application";
import { fileText } from "../file-text";
import { UnreadableFile, attempt } from "../unreadable-file";
import { Json, asObject, asObjects, isObject } from "../json";
import { unknown } from "../unknown-values";
import { Scope, evaluate } from "./evaluate";
import { parseHcl, parseTemplate } from "./parser";
import { Block, Body, Expression } from "./syntax";

/** A resource of a module, its values evaluated. */
export interface HclResource {
    readonly type: string;
    readonly name: string;
    readonly values: Json;
    readonly file: string;
    /** Blocks that are made when Terraform runs and cannot be made from the files. */
    readonly dynamic: readonly string[];
}

interface PlacedBlock extends Block {
    readonly file: string;
}

/** A value of Terraform's JSON syntax: its texts are templates. */
function ofJson(value: unknown): Expression {
    if (Array.isArray(value)) {
        return { kind: "list", items: value.map(ofJson) };
    }
    if (isObject(value)) {
        const entries = Object.entries(value).map(
            ([key, one]) => [{ kind: "literal", value: key } as const, ofJson(one)] as const,
        );
        return { kind: "object", entries };
    }
    return typeof value === "string"
        ? parseTemplate(value)
        : { kind: "literal", value: value as number | boolean | null };
}

/** The blocks of Terraform's JSON syntax: `{ "resource": { TYPE: { NAME: { … } } } }`. */
function jsonBlocks(document: Json): Block[] {
    const bodies = (type: string, labels: string[], depth: number, value: unknown): Block[] =>
        depth === 0
            ? asObjects(value).map((body) => {
                  const attributes = new Map(Object.entries(body).map(([key, one]) => [key, ofJson(one)]));
                  return { type, labels, body: { attributes, blocks: [] }, line: 1 };
              })
            : asObjects(value).flatMap((one) =>
                  Object.entries(one).flatMap(([label, inner]) =>
                      bodies(type, [...labels, label], depth - 1, inner),
                  ),
              );
    const depths: readonly (readonly [string, number])[] = [
        ["resource", 2],
        ["data", 2],
        ["variable", 1],
        ["module", 1],
        ["locals", 0],
    ];
    return depths.flatMap(([type, depth]) => bodies(type, [], depth, document[type]));
}

function blocksOf(file: string): PlacedBlock[] {
    const text = fileText(file);
    const blocks = file.endsWith(".json")
        ? jsonBlocks(asObject(JSON.parse(text)))
        : parseHcl(text, `${path.basename(file)}, `).blocks;
    return blocks.map((block) => ({ ...block, file }));
}

/** The names of a folder's files; a folder can be named like one. */
function namesIn(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map(({ name }) => name);
}

/** The files of a module's folder that Terraform reads. */
export function moduleFiles(folder: string): string[] {
    return namesIn(folder)
        .filter((name) => /\.tf(\.json)?$/.test(name) && !name.startsWith("."))
        .sort()
        .map((name) => path.join(folder, name));
}

/**
 * The values that a folder gives its variables: terraform.tfvars, then *.auto.tfvars. Another file of values is used if it is
 * the only one: it is given on Terraform's command line.
 */
function variableFiles(folder: string): ReadonlyMap<string, Expression> {
    const files = namesIn(folder).filter((name) => name.endsWith(".tfvars"));
    const automatic = (name: string) => name === "terraform.tfvars" || name.endsWith(".auto.tfvars");
    const others = files.filter((name) => !automatic(name));
    const rank = (name: string) => (name === "terraform.tfvars" ? 0 : automatic(name) ? 1 : 2);
    const used = [...files.filter(automatic), ...(others.length === 1 ? others : [])];
    const inOrder = used.sort((left, right) => rank(left) - rank(right) || left.localeCompare(right));
    return new Map(
        inOrder.flatMap((name) => [...parseHcl(fileText(path.join(folder, name)), `${name}, `).attributes]),
    );
}

/** A module of Terraform: the files of a folder, and the values that its caller gives its variables. */
export class HclModule {
    readonly files: readonly string[];
    /** Files whose text is a value. */
    readonly read = new Set<string>();
    /** Its files that are not HCL, and why: the others are read all the same. */
    readonly unreadable: readonly UnreadableFile[];
    private readonly blocks: readonly PlacedBlock[];
    private readonly given: ReadonlyMap<string, Expression>;
    /** Names whose values are being evaluated: a circle ends with an unknown value. */
    private readonly open = new Set<string>();

    /**
     * @param folder its files'.
     * @param inputs values of its variables; undefined for a root module.
     * @param root the root module's folder.
     * @throws DescriptionError where a file of variables is not HCL.
     */
    constructor(
        readonly folder: string,
        private readonly inputs?: Json,
        private readonly root = folder,
    ) {
        this.files = moduleFiles(folder);
        const unreadable: UnreadableFile[] = [];
        this.blocks = this.files.flatMap((file) => attempt(file, unreadable, () => blocksOf(file)) ?? []);
        this.unreadable = unreadable;
        this.given = inputs === undefined ? variableFiles(folder) : new Map();
    }

    /** The modules that it calls and whose files are in a folder below or beside it. */
    children(): HclModule[] {
        return this.blocks
            .filter(({ type }) => type === "module")
            .flatMap(({ body }) => {
                const values = this.attributes(body, this.scope());
                const folder = path.join(this.folder, String(values["source"]));
                return String(values["source"]).startsWith(".") && existsSync(folder)
                    ? [new HclModule(folder, values, this.root)]
                    : [];
            });
    }

    /** Its resources of some types. A resource that is repeated counts once for each known key. */
    resources(types: readonly string[]): HclResource[] {
        return this.blocks
            .filter(({ type, labels }) => type === "resource" && types.includes(labels[0] ?? ""))
            .flatMap((block) => this.instances(block));
    }

    /** The keys and values of a resource that is repeated with `for_each` or `count`; one without a key if it is not. */
    private repetitions({ attributes }: Body): (readonly [string | undefined, unknown])[] {
        const [each, count] = ["for_each", "count"].map((name) => {
            const expression = attributes.get(name);
            return expression && evaluate(expression, this.scope());
        });
        if (isObject(each)) {
            return Object.entries(each);
        }
        if (Array.isArray(each)) {
            return (each as unknown[]).map((value) => [String(value), value]);
        }
        return typeof count === "number" && count > 1
            ? Array.from({ length: count }, (_, i) => [String(i), i])
            : [[undefined, undefined]];
    }

    private instances({ labels, body, file }: PlacedBlock): HclResource[] {
        const [type = "", name = ""] = labels;
        return this.repetitions(body).map(([key, value]) => {
            const each: Record<string, Json> = key === undefined ? {} : { each: { key, value } };
            const scope = this.scope({ ...each, count: { index: typeof value === "number" ? value : 0 } });
            const dynamic: string[] = [];
            return {
                type,
                name: key === undefined ? name : `${name}-${key}`,
                values: this.values(body, scope, dynamic),
                file,
                dynamic,
            };
        });
    }

    private attributes({ attributes }: Body, scope: Scope): Record<string, unknown> {
        return Object.fromEntries([...attributes].map(([name, value]) => [name, evaluate(value, scope)]));
    }

    /** Attributes and blocks as one object, as a state has them. */
    private values(body: Body, scope: Scope, dynamic: string[]): Json {
        const values: Record<string, unknown> = this.attributes(body, scope);
        for (const block of body.blocks) {
            const [type, made] =
                block.type === "dynamic"
                    ? ([block.labels[0] ?? "", this.repeated(block, scope, dynamic)] as const)
                    : ([block.type, [this.values(block.body, scope, dynamic)]] as const);
            values[type] = [...asObjects(values[type]), ...made];
        }
        return values;
    }

    /** `dynamic "record_columns" { for_each = …, content { … } }`. */
    private repeated({ labels, body }: Block, scope: Scope, dynamic: string[]): Json[] {
        const [name = ""] = labels;
        const each = body.attributes.get("for_each");
        const over = each && evaluate(each, scope);
        const content = body.blocks.find(({ type }) => type === "content")?.body;
        const iterator = body.attributes.get("iterator");
        const root = iterator?.kind === "name" ? iterator.name : name;
        if (content === undefined || (!Array.isArray(over) && !isObject(over))) {
            dynamic.push(name);
            return [];
        }
        return Object.entries(over).map(([key, value]) => {
            const names = { ...scope.names, [root]: { key, value: value as unknown } };
            return this.values(content, { ...scope, names }, dynamic);
        });
    }

    private scope(roots: Readonly<Record<string, Json>> = {}): Scope {
        const fixed = Object.entries(roots).map(
            ([name, of]) => [name, (member: string) => of[member]] as const,
        );
        return {
            roots: {
                var: (name) => this.once(`var.${name}`, () => this.variable(name)),
                local: (name) => this.once(`local.${name}`, () => this.local(name)),
                path: (name) => (name === "module" ? "." : path.relative(this.folder, this.root) || "."),
                data: (type) => this.data(type),
                ...Object.fromEntries(fixed),
            },
            names: {},
            folder: this.folder,
            onFile: (file) => this.read.add(file),
        };
    }

    private once(name: string, value: () => unknown): unknown {
        if (this.open.has(name)) {
            throw new DescriptionError(`${name}: its value depends on itself`);
        }
        this.open.add(name);
        try {
            return value();
        } finally {
            this.open.delete(name);
        }
    }

    private variable(name: string): unknown {
        const given = this.inputs?.[name];
        const ofFile = this.given.get(name);
        const declared = this.blocks.find(({ type, labels }) => type === "variable" && labels[0] === name);
        const otherwise = ofFile ?? declared?.body.attributes.get("default");
        return given ?? (otherwise && evaluate(otherwise, this.scope())) ?? unknown(`var.${name}`);
    }

    private local(name: string): unknown {
        const value = this.blocks
            .filter(({ type }) => type === "locals")
            .map(({ body }) => body.attributes.get(name))
            .find((one) => one !== undefined);
        return value && evaluate(value, this.scope());
    }

    /** `data.template_file.NAME.rendered` and `data.local_file.NAME.content`; others are not known. */
    private data(type: string): Json | undefined {
        const blocks = this.blocks.filter((block) => block.type === "data" && block.labels[0] === type);
        const values = (block: Block): Json => {
            const own = this.values(block.body, this.scope(), []);
            if (type === "template_file") {
                // Terraform 0.11 has a block there, later ones an attribute.
                const names = asObjects(own["vars"])[0] ?? {};
                const template = parseTemplate(String(own["template"]));
                return { rendered: evaluate(template, { ...this.scope(), roots: {}, names }) };
            }
            const file: Expression = { kind: "literal", value: String(own["filename"]) };
            return {
                content: evaluate({ kind: "call", name: "file", args: [file], spread: false }, this.scope()),
            };
        };
        return ["template_file", "local_file"].includes(type)
            ? Object.fromEntries(blocks.map((block) => [block.labels[1] ?? "", values(block)]))
            : undefined;
    }
}
