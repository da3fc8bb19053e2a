import * as path from "node:path";
import { Application } from "../application";
import { Source, extracted, isOtherRuntime } from "./extract";
import { fileValue } from "./file-value";
import { Json, asObject, isObject } from "./json";
import { pulumiNames } from "./pulumi-state";
import { unknown } from "./unknown-values";

/** Whether a document is a program in Pulumi YAML. */
export function isPulumiYaml(document: unknown): document is Json {
    return Object.values(asObject(asObject(document)["resources"])).some(
        (resource) => typeof asObject(resource)["type"] === "string",
    );
}

/** Evaluates the values of a program: its configuration by its defaults, its variables, and its functions over text. */
class ProgramValues {
    constructor(
        private readonly program: Json,
        private readonly folder: string,
    ) {}

    evaluate(value: unknown): unknown {
        if (typeof value === "string") {
            return this.interpolate(value);
        }
        if (Array.isArray(value)) {
            return value.map((one) => this.evaluate(one));
        }
        if (!isObject(value)) {
            return value;
        }
        const [[name = "", argument] = [], more] = Object.entries(value);
        return more === undefined && name.toLowerCase().startsWith("fn::")
            ? this.call(name, argument)
            : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.evaluate(one)]));
    }

    private interpolate(text: string): unknown {
        const whole = /^\$\{([^}]+)\}$/.exec(text)?.[1];
        return whole !== undefined
            ? this.named(whole)
            : text.replace(/\$(\$?)\{([^}]+)\}/g, (_, escaped: string, name: string) =>
                  escaped ? `\${${name}}` : String(this.named(name)),
              );
    }

    private named(name: string): unknown {
        const variables = asObject(this.program["variables"]);
        if (name in variables) {
            return this.evaluate(variables[name]);
        }
        const settings = asObject(this.program["config"] ?? this.program["configuration"]);
        const setting = settings[name];
        const value = isObject(setting) ? (setting["value"] ?? setting["default"]) : setting;
        return value ?? unknown(name);
    }

    private call(name: string, argument: unknown): unknown {
        const value = this.evaluate(argument);
        switch (name.toLowerCase()) {
            case "fn::readfile":
                return fileValue(path.resolve(this.folder, String(value)), `${name} ${String(value)}`);
            case "fn::join": {
                const [delimiter, items] = Array.isArray(value) ? (value as unknown[]) : [];
                return Array.isArray(items) ? items.map(String).join(String(delimiter)) : unknown(name);
            }
            case "fn::secret":
                return value;
            default:
                return unknown(name);
        }
    }
}

/** Reads the applications of a program in Pulumi YAML. */
export function programApplications(document: Json, source: Source, onOther: () => void): Application[] {
    const values = new ProgramValues(document, path.dirname(source.file));
    return Object.entries(asObject(document["resources"])).flatMap(([id, resource]) => {
        const { type, properties } = asObject(resource);
        const names = pulumiNames(type);
        if (names === undefined) {
            return [];
        }
        const known = asObject(values.evaluate(properties));
        if (isOtherRuntime(known, names)) {
            onOther();
            return [];
        }
        return [extracted(known, names, { ...source, name: id })];
    });
}
