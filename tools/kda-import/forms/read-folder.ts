import { readdirSync, statSync } from "node:fs";
import * as path from "node:path";
import { Application, DescriptionError } from "../application";
import { fileText } from "./file-text";
import { moduleFiles } from "./hcl/module";
import { isModuleFile, readFileApplications } from "./read-file";
import { isSqlCode } from "./sql-file";
import { ModuleApplications, moduleApplications } from "./terraform-files";
import { UnreadableFile, attempt } from "./unreadable-file";

/** What a folder holds. */
export interface FolderApplications {
    readonly applications: readonly Application[];
    readonly unreadable: readonly UnreadableFile[];
}

/** Bytes of the largest file that is looked at: states are smaller, and data sets are not. */
const MOST_BYTES = 64 * 1024 * 1024;
const CANDIDATE = /\.(json|tfstate|ya?ml|template|sql|txt)$/;
/** What a file mentions that holds an application. */
const MENTION =
    /kinesis-?_?analytics|ApplicationCode|analyticsApplication|\bCREATE\s+(OR\s+REPLACE\s+)?(STREAM|PUMP)\b|kda_app/i;
const LEFT_ALONE = ["node_modules", "__pycache__", "venv"];

/** A folder and all below it that may be sources; hidden ones hold caches and histories. */
function foldersOf(folder: string): string[] {
    const below = readdirSync(folder, { withFileTypes: true })
        .filter(
            (entry) => entry.isDirectory() && !entry.name.startsWith(".") && !LEFT_ALONE.includes(entry.name),
        )
        .map(({ name }) => path.join(folder, name))
        .sort();
    return [folder, ...below.flatMap(foldersOf)];
}

function filesOf(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile() && CANDIDATE.test(entry.name) && !isModuleFile(entry.name))
        .map(({ name }) => path.join(folder, name))
        .filter((file) => statSync(file).size <= MOST_BYTES)
        .sort();
}

/** The Terraform modules of the folders, without those that another one calls: they are read with their caller's values. */
function modules(folders: readonly string[], unreadable: UnreadableFile[]): ModuleApplications[] {
    const shown = (file: string) => path.relative(process.cwd(), file) || file;
    const read = folders
        .filter((folder) => moduleFiles(folder).length > 0)
        .flatMap((folder) => {
            const module = attempt(folder, unreadable, () =>
                moduleApplications(folder, shown, () => undefined),
            );
            // What does not mention the service may be of a newer Terraform, or of someone else's.
            unreadable.push(...(module?.unreadable ?? []).filter(({ file }) => mentions(file)));
            return module ? [{ folder: path.resolve(folder), ...module }] : [];
        });
    return read.filter(({ folder }) => {
        return !read.some(
            (other) =>
                other.folder !== folder &&
                other.files.some((file) => isModuleFile(file) && path.resolve(path.dirname(file)) === folder),
        );
    });
}

/** Whether a file may hold an application; others are not even parsed. */
function mentions(file: string): boolean {
    try {
        const text = fileText(file);
        return file.endsWith(".sql") || file.endsWith(".txt") ? isSqlCode(text) : MENTION.test(text);
    } catch {
        return false; // binary, empty or locked: not one that a person would have meant
    }
}

/** Leaves out what is there twice, such as SQL code in a file of its own and in a template, and a state beside its files. */
function withoutTwins(applications: readonly Application[]): Application[] {
    const described = (application: Application) => application.request.inputs.length > 0;
    const inOrder = [...applications].sort(
        (left, right) => Number(described(right)) - Number(described(left)),
    );
    const kept: Application[] = [];
    for (const application of inOrder) {
        const { name, code } = application.request;
        const twin = kept.find(
            ({ request }) =>
                request.code.trim() === code.trim() && (request.name === name || !described(application)),
        );
        if (twin === undefined) {
            kept.push(application);
        }
    }
    return applications.filter((application) => kept.includes(application));
}

/**
 * Reads all applications of a folder and of those below it. Files without any are left alone.
 *
 * @param folder as a person would write it.
 */
export function readFolderApplications(folder: string): FolderApplications {
    const unreadable: UnreadableFile[] = [];
    const folders = foldersOf(folder);
    const ofModules = modules(folders, unreadable);
    const used = new Set(ofModules.flatMap(({ files }) => files.map((file) => path.resolve(file))));
    const ofFiles = folders
        .flatMap(filesOf)
        .filter((file) => !used.has(path.resolve(file)) && mentions(file))
        .flatMap((file) => attempt(file, unreadable, () => fileApplications(file)) ?? []);
    const applications = [...ofModules.flatMap((module) => module.applications), ...ofFiles];
    return { applications: withoutTwins(applications), unreadable };
}

/** A file's applications; none where it only mentions the service, such as an IAM policy. */
function fileApplications(file: string): Application[] {
    try {
        return readFileApplications(file);
    } catch (error) {
        if (
            error instanceof DescriptionError &&
            /^it holds no|of another runtime|^it is a list of/.test(error.message)
        ) {
            return [];
        }
        throw error;
    }
}
