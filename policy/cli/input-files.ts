import { readFileSync, readdirSync, statSync } from "node:fs";
import * as path from "node:path";
import { DocumentKind, detectKind } from "../iam";
import { readExport, readPreview } from "./pulumi-files";
import { DocumentSubject, NameSubject, StackSubject, Subject } from "./subject";
import { readPlan, readShownState, readState } from "./terraform-files";

/** Input that cannot be read: one line with the file and what is wrong. */
export class InputError extends Error {}

const DOCUMENT_KINDS = ["identity", "trust", "resource"];
const FORMS =
    "an IAM policy, JSON Lines of {id, kind, policy or name}, a Pulumi preview or stack export, or a Terraform plan or state";

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
    return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Readers of the forms of stacks; the first that fits is taken. */
const STACK_FORMS: readonly ((json: Json) => StackSubject | undefined)[] = [
    ({ steps }) =>
        Array.isArray(steps) ? readPreview(steps as Parameters<typeof readPreview>[0]) : undefined,
    ({ deployment }) => readDeployment(deployment),
    ({ checkpoint }) => (isObject(checkpoint) ? readDeployment(checkpoint["latest"]) : undefined),
    ({ resource_changes: changes }) =>
        Array.isArray(changes) ? readPlan(changes as Parameters<typeof readPlan>[0]) : undefined,
    ({ values }) =>
        isObject(values) && isObject(values["root_module"])
            ? readShownState(values["root_module"] as Parameters<typeof readShownState>[0])
            : undefined,
    ({ terraform_version: version, resources }) =>
        typeof version === "string" && Array.isArray(resources)
            ? readState(resources as Parameters<typeof readState>[0])
            : undefined,
];

function readDeployment(deployment: unknown): StackSubject | undefined {
    const resources = isObject(deployment) ? deployment["resources"] : undefined;
    return Array.isArray(resources) ? readExport(resources as Parameters<typeof readExport>[0]) : undefined;
}

function isPolicy(json: Json): boolean {
    return Object.keys(json).some((key) => key.toLowerCase() === "statement");
}

function parseLine(text: string, at: string): DocumentSubject | NameSubject {
    let json: unknown;
    try {
        json = JSON.parse(text);
    } catch {
        throw new InputError(`${at}: it is not JSON`);
    }
    const { id, kind, name, policy } = isObject(json) ? json : ({} as Json);
    if (typeof id !== "string" && typeof id !== "number") {
        throw new InputError(`${at}: it has no id; give {"id", "kind", "policy" or "name"}`);
    }
    if (kind === "bucket-name" && typeof name === "string") {
        return { id: String(id), kind, name };
    }
    if (typeof kind === "string" && DOCUMENT_KINDS.includes(kind) && policy !== undefined) {
        return { id: String(id), kind: kind as DocumentKind, policy };
    }
    throw new InputError(
        `${at}: give kind ${DOCUMENT_KINDS.join(", ")} with a policy, or bucket-name with a name; it has ${JSON.stringify(kind)}`,
    );
}

function parseLines(text: string, file: string): Subject[] {
    return text
        .split("\n")
        .flatMap((line, i) =>
            line.trim() === "" ? [] : [{ ...parseLine(line, `${file}:${i + 1}`), file, line: i + 1 }],
        );
}

/**
 * Reads what a text holds.
 *
 * @param text the file's.
 * @param file its name, for messages and as an id.
 * @param kind what a policy is attached to, where the user says so.
 * @throws InputError where it has none of the known forms.
 */
function parseSubjects(text: string, file: string, kind?: DocumentKind): Subject[] {
    let json: unknown;
    try {
        json = JSON.parse(text);
    } catch {
        if (!/^\s*\{.*\}\s*$/m.test(text)) {
            throw new InputError(`${file}: it is not JSON; give ${FORMS}`);
        }
        return parseLines(text, file);
    }
    if (!isObject(json)) {
        throw new InputError(`${file}: it is not a JSON object; give ${FORMS}`);
    }
    if (isPolicy(json)) {
        return [{ id: file, kind: kind ?? detectKind(json), policy: json, file }];
    }
    for (const form of STACK_FORMS) {
        const stack = explainFailure(() => form(json), file);
        if (stack) {
            return [{ ...stack, file }];
        }
    }
    if (json["kind"] !== undefined) {
        return parseLines(text.replace(/\n/g, " "), file);
    }
    throw new InputError(`${file}: it has none of the known forms; give ${FORMS}`);
}

function explainFailure<T>(what: () => T, file: string): T {
    try {
        return what();
    } catch (error) {
        throw new InputError(`${file}: it cannot be read: ${(error as Error).message}`);
    }
}

const EXTENSIONS = [".json", ".jsonl", ".ndjson", ".tfstate"];

/**
 * The files to read: those named, and of a folder all that have an extension of JSON.
 *
 * @param names files and folders; `-` for standard input.
 * @throws InputError where one does not exist, or a folder has no such file.
 */
export function listInputFiles(names: readonly string[]): string[] {
    return names.flatMap((name) => {
        if (name === "-") {
            return [name];
        }
        let isFolder: boolean;
        try {
            isFolder = statSync(name).isDirectory();
        } catch (error) {
            throw new InputError(`${name}: it cannot be read (${(error as NodeJS.ErrnoException).code})`);
        }
        return isFolder ? listFolder(name) : [name];
    });
}

function listFolder(folder: string): string[] {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => !file.split(path.sep).includes("node_modules"))
        .filter((file) => EXTENSIONS.includes(path.extname(file)))
        .map((file) => path.join(folder, file))
        .sort();
    if (files.length === 0) {
        throw new InputError(`${folder}: it has no file with ${EXTENSIONS.join(", ")}`);
    }
    return files;
}

/** Reads a file; `-` is standard input. @throws InputError where it cannot be read. */
export function readInput(file: string, kind?: DocumentKind): Subject[] {
    let text: string;
    try {
        text = readFileSync(file === "-" ? 0 : file, "utf8");
    } catch (error) {
        throw new InputError(`${file}: it cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
    return parseSubjects(text, file, kind);
}
