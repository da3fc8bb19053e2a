import * as path from "node:path";
import { Application } from "../application";
import { Source, extracted, isOtherRuntime } from "./extract";
import { fileValue } from "./file-value";
import { Json, asObjects, at, isObject } from "./json";
import { ANSIBLE_NAMES, AWS_NAMES, CAMEL_CASE_NAMES, MemberNames } from "./member-names";
import { unknown } from "./unknown-values";

/** What an application's object has at least, by the names of its form. */
const SIGNS: readonly [MemberNames, (value: Json) => boolean][] = [
    [
        AWS_NAMES,
        (value) =>
            "ApplicationName" in value &&
            [
                "ApplicationCode",
                "ApplicationConfiguration",
                "ApplicationConfigurationDescription",
                "Inputs",
                "InputDescriptions",
            ].some((name) => name in value),
    ],
    [CAMEL_CASE_NAMES, (value) => "applicationCode" in value || "applicationConfiguration" in value],
    [
        ANSIBLE_NAMES,
        (value) =>
            typeof value["code"] === "string" &&
            asObjects(value["inputs"]).some(
                (input) => "name_prefix" in input && !Array.isArray(input["schema"]),
            ) &&
            asObjects(value["inputs"]).some((input) => at(input, ANSIBLE_NAMES.input.columns) !== undefined),
    ],
];

/** `{{ lookup('file', 'query.sql') }}` of Ansible; other expressions are not known before it runs. */
function ansibleText(text: string, folder: string): string {
    return text.replace(/\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
        const file = /^lookup\(\s*['"](?:file|template)['"]\s*,\s*['"]([^'"]+)['"]\s*\)$/.exec(
            expression,
        )?.[1];
        return file === undefined ? unknown(expression) : fileValue(path.join(folder, file), expression);
    });
}

function evaluated(value: unknown, folder: string): unknown {
    if (typeof value === "string") {
        return ansibleText(value, folder);
    }
    if (Array.isArray(value)) {
        return value.map((one) => evaluated(one, folder));
    }
    return isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, evaluated(one, folder)]))
        : value;
}

/**
 * Finds the descriptions of applications anywhere in a document: DescribeApplication of either API version, its
 * ApplicationDetail alone, the input of CreateApplication, properties in camelCase as Pulumi's Cloud Control provider and the
 * CDK have them, a task of Ansible, and arrays of all of these.
 *
 * @param onOther is called for each application of another runtime.
 */
export function describedApplications(document: unknown, source: Source, onOther: () => void): Application[] {
    if (Array.isArray(document)) {
        return document.flatMap((one) => describedApplications(one, source, onOther));
    }
    if (!isObject(document)) {
        return [];
    }
    const [names] = SIGNS.find(([, is]) => is(document)) ?? [];
    if (names === undefined) {
        return Object.values(document).flatMap((one) => describedApplications(one, source, onOther));
    }
    if (isOtherRuntime(document, names)) {
        onOther();
        return [];
    }
    const known =
        names === ANSIBLE_NAMES ? (evaluated(document, path.dirname(source.file)) as Json) : document;
    return [extracted(known, names, source)];
}
