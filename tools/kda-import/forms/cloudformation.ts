import { Application } from "../application";
import { Source, extracted, isOtherRuntime } from "./extract";
import { Json, asObject, asObjects, at, isObject } from "./json";
import { AWS_NAMES } from "./member-names";
import { TemplateValues } from "./template-values";

const TYPE = /^AWS::KinesisAnalytics(V2)?::(Application|ApplicationOutput|ApplicationReferenceDataSource)$/;

interface Resource {
    readonly id: string;
    readonly kind: string;
    readonly properties: Json;
}

/** The resources of a template; the Serverless Framework has them below `resources`, also as a list. */
function resourcesOf(document: Json): Json {
    if (isObject(document["Resources"])) {
        return document["Resources"];
    }
    const own = asObjects(document["resources"]).map((part) => asObject(part["Resources"]));
    return Object.assign({}, ...own) as Json;
}

/** Whether a document is a template of CloudFormation, SAM, the CDK, or the Serverless Framework. */
export function isCloudFormation(document: unknown): document is Json {
    return Object.values(resourcesOf(asObject(document))).some(
        (resource) => typeof asObject(resource)["Type"] === "string",
    );
}

function analyticsResources(resources: Json): Resource[] {
    return Object.entries(resources).flatMap(([id, resource]) => {
        const [, , kind] = TYPE.exec(String(asObject(resource)["Type"])) ?? [];
        return kind === undefined
            ? []
            : [{ id, kind, properties: asObject(asObject(resource)["Properties"]) }];
    });
}

/** The members that separate resources add to an application, by the name of their list. */
const PARTS: readonly [kind: string, member: string, list: string, path: string][] = [
    ["ApplicationOutput", "Output", "Outputs", AWS_NAMES.outputs],
    ["ApplicationReferenceDataSource", "ReferenceDataSource", "ReferenceDataSources", AWS_NAMES.references],
];

/**
 * Reads the applications of a template. Outputs and reference tables are resources of their own there, which name the
 * application.
 *
 * @param onOther is called for each application of another runtime.
 */
export function templateApplications(document: Json, source: Source, onOther: () => void): Application[] {
    const resources = analyticsResources(resourcesOf(document));
    const applications = resources.filter(({ kind }) => kind === "Application");
    const names = new Map(
        applications.map(({ id, properties }) => [id, properties["ApplicationName"] ?? id] as const),
    );
    const values = new TemplateValues(document, names);
    const evaluated = resources.map(({ id, kind, properties }) => {
        const known = asObject(values.evaluate(properties));
        return { id, kind, properties: known, name: known["ApplicationName"] ?? id };
    });
    const all = evaluated.filter(({ kind }) => kind === "Application");
    const sql = all.filter(({ properties }) => !isOtherRuntime(properties, AWS_NAMES));
    all.filter((one) => !sql.includes(one)).forEach(onOther);
    return sql.map(({ id, name, properties }) => {
        const parts = PARTS.map(([kind, member, list, path]) => {
            const own = asObjects(at(properties, path));
            const separate = evaluated
                .filter((one) => one.kind === kind && one.name === name)
                .flatMap((one) => asObjects(one.properties[member]));
            return [list, [...own, ...separate]] as const;
        });
        return extracted({ ...properties, ...Object.fromEntries(parts) }, AWS_NAMES, { ...source, name: id });
    });
}
