import * as path from "node:path";
import { Application, DescriptionError } from "../application";
import { ApplicationInput } from "../translation";
import { isCloudFormation, templateApplications } from "./cloudformation";
import { describedApplications } from "./descriptions";
import { jsonDocuments, yamlDocuments } from "./documents";
import { Source } from "./extract";
import { fileText } from "./file-text";
import { isPulumiState, pulumiApplications } from "./pulumi-state";
import { isPulumiYaml, programApplications } from "./pulumi-yaml";
import { serverlessValues } from "./serverless";
import { isSqlCode, sqlApplication } from "./sql-file";
import { moduleApplications } from "./terraform-files";
import { isTerraformState, stateApplications } from "./terraform-state";
import { whyUnreadable } from "./unreadable";

/** Whether a file is one of a Terraform module. */
export function isModuleFile(file: string): boolean {
    return /\.tf(\.json)?$/.test(file);
}

/** The applications of a document, whatever its form. */
function documentApplications(document: unknown, source: Source, onOther: () => void): Application[] {
    if (isCloudFormation(document)) {
        const template = serverlessValues(document, path.dirname(source.file));
        return templateApplications(template, source, onOther);
    }
    if (isTerraformState(document)) {
        return stateApplications(document, source, onOther);
    }
    if (isPulumiState(document)) {
        return pulumiApplications(document, source, onOther);
    }
    return isPulumiYaml(document)
        ? programApplications(document, source, onOther)
        : describedApplications(document, source, onOther);
}

/** Reads the applications of a .tf file; what it refers to is read from the other files of its folder. */
function moduleFileApplications(file: string, onOther: () => void): Application[] {
    fileText(file); // first: its own error is clearer than that of the module
    const shown = (one: string) => (path.resolve(one) === path.resolve(file) ? file : one);
    const { applications, unreadable } = moduleApplications(path.dirname(file), shown, onOther);
    const own = unreadable.find((one) => path.resolve(one.file) === path.resolve(file));
    if (own) {
        throw new DescriptionError(own.message);
    }
    return applications.filter((application) => application.file === file);
}

function textApplications(
    file: string,
    text: string,
    documents: unknown[],
    onOther: () => void,
): Application[] {
    const isJson = /^\s*[[{]/.test(text);
    if (isJson) {
        documents.push(...jsonDocuments(text));
    } else if (!/<html/i.test(text)) {
        documents.push(...yamlDocuments(text));
    }
    return documents.flatMap((document) => documentApplications(document, { file }, onOther));
}

/**
 * Reads the applications of a file, whatever its form.
 *
 * @param file as a person would write it.
 * @param input the input of SQL code, which does not describe it itself.
 * @returns at least one.
 * @throws DescriptionError one line, where it cannot be read or holds none.
 */
export function readFileApplications(file: string, input?: ApplicationInput): Application[] {
    if (isModuleFile(file)) {
        return found(file, (onOther) => moduleFileApplications(file, onOther));
    }
    const text = fileText(file);
    if (file.endsWith(".sql") || isSqlCode(text)) {
        return [sqlApplication(text, file, input)];
    }
    const documents: unknown[] = [];
    return found(file, (onOther) => textApplications(file, text, documents, onOther), text, documents);
}

/** Makes sure that there is an application. */
function found(
    file: string,
    read: (onOther: () => void) => Application[],
    text = "",
    documents: readonly unknown[] = [],
): Application[] {
    let others = 0;
    let applications: Application[];
    try {
        applications = read(() => (others += 1));
    } catch (error) {
        if (error instanceof RangeError) {
            throw new DescriptionError("its values refer to each other in a circle");
        }
        // A text of another kind fails as YAML: what it looks like says more.
        const why = whyUnreadable(text, file, documents);
        throw error instanceof DescriptionError && text !== "" && !why.startsWith("it holds no")
            ? new DescriptionError(why)
            : error;
    }
    if (applications.length > 0) {
        return applications;
    }
    throw new DescriptionError(
        others > 0
            ? "its applications are of another runtime, such as Flink; only SQL applications can be imported"
            : whyUnreadable(text, file, documents),
    );
}
