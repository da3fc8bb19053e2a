import { Json, asObject, isObject } from "./json";
import { hasUnknown, readable, unknown } from "./unknown-values";

const REF = "Ref";

/** A function's name, where an object is the call of one: `{ "Fn::Join": […] }`, `{ "Ref": … }`. */
function functionName(value: Json): string | undefined {
    const [name = "", more] = Object.keys(value);
    return more === undefined && (name === REF || name === "Condition" || /^Fn::\w+$/.test(name))
        ? name
        : undefined;
}

function asArray(value: unknown): unknown[] {
    return Array.isArray(value) ? (value as unknown[]) : [];
}

/** Whether a combination of conditions holds; undefined where that depends on one that is not known. */
function combined(name: string, parts: readonly (boolean | undefined)[]): boolean | undefined {
    const [first] = parts;
    switch (name) {
        case "Fn::Not":
            return first === undefined ? undefined : !first;
        case "Fn::And":
            return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
        case "Fn::Or":
            return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
        default:
            return undefined;
    }
}

/**
 * Evaluates the values of a CloudFormation template as far as the template itself knows them: parameters by their defaults,
 * mappings and conditions. What is known only to the service is an unknown value, see unknown-values.ts.
 */
export class TemplateValues {
    private readonly parameters: Json;
    private readonly mappings: Json;
    private readonly conditions: Json;

    /**
     * @param template the document.
     * @param resourceNames what a reference to a resource is, where its name is known.
     */
    constructor(
        template: Json,
        private readonly resourceNames: ReadonlyMap<string, unknown> = new Map(),
    ) {
        this.parameters = asObject(template["Parameters"]);
        this.mappings = asObject(template["Mappings"]);
        this.conditions = asObject(template["Conditions"]);
    }

    /** The value with each call of a function replaced by its result. */
    evaluate(value: unknown): unknown {
        if (Array.isArray(value)) {
            return value.map((item) => this.evaluate(item)).filter((item) => item !== undefined);
        }
        if (!isObject(value)) {
            return value;
        }
        const name = functionName(value);
        return name === undefined
            ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, this.evaluate(member)]))
            : this.call(name, value[name]);
    }

    private call(name: string, argument: unknown): unknown {
        switch (name) {
            case REF:
                return this.reference(String(argument));
            case "Fn::Sub":
                return this.substitute(argument);
            case "Fn::Join":
                return this.join(argument);
            case "Fn::FindInMap":
                return this.findInMap(argument);
            case "Fn::If":
                return this.choose(argument);
            case "Fn::Select":
                return this.select(argument);
            case "Fn::Split":
                return this.split(argument);
            case "Fn::GetAtt":
                return unknown(asArray(argument).map(String).join(".") || String(argument));
            default:
                return unknown(`${name} ${JSON.stringify(argument)}`);
        }
    }

    private reference(name: string): unknown {
        if (name === "AWS::NoValue") {
            return undefined;
        }
        const value = asObject(this.parameters[name])["Default"];
        const type = String(asObject(this.parameters[name])["Type"]);
        if (value !== undefined && !type.startsWith("AWS::SSM::")) {
            return type === "CommaDelimitedList" ? String(value).split(",") : String(value);
        }
        return this.evaluate(this.resourceNames.get(name)) ?? unknown(name);
    }

    private substitute(argument: unknown): string {
        const [template, given] = Array.isArray(argument) ? (argument as unknown[]) : [argument, {}];
        const variables = asObject(given);
        return String(template).replace(/\$\{(!?)\s*([^}]*?)\s*\}/g, (_, literal: string, name: string) => {
            if (literal) {
                return `\${${name}}`;
            }
            const value = name in variables ? this.evaluate(variables[name]) : this.named(name);
            return String(value ?? "");
        });
    }

    /** `${Name}` or `${Resource.Attribute}` of Fn::Sub. */
    private named(name: string): unknown {
        return name.includes(".") ? unknown(name) : this.reference(name);
    }

    private join(argument: unknown): string {
        const [delimiter, items] = asArray(argument);
        const values = this.evaluate(items);
        return Array.isArray(values) ? values.map(String).join(String(delimiter)) : String(values);
    }

    private findInMap(argument: unknown): unknown {
        const [map, top, second] = asArray(argument).map((key) => String(this.evaluate(key)));
        const found = asObject(asObject(this.mappings[map ?? ""])[top ?? ""])[second ?? ""];
        return found === undefined ? unknown([map, top, second].join(".")) : this.evaluate(found);
    }

    private choose(argument: unknown): unknown {
        const [condition, yes, no] = asArray(argument);
        const holds = this.holds({ Condition: condition });
        return holds === undefined ? unknown(`Fn::If ${String(condition)}`) : this.evaluate(holds ? yes : no);
    }

    /** Whether a condition holds; undefined where that is not known before deployment. */
    private holds(condition: unknown): boolean | undefined {
        const call = asObject(condition);
        const name = functionName(call) ?? "";
        if (name === "Condition") {
            return this.holds(this.conditions[String(call[name])]);
        }
        const parts = asArray(call[name]);
        return name === "Fn::Equals"
            ? this.equals(parts)
            : combined(
                  name,
                  parts.map((part) => this.holds(part)),
              );
    }

    private equals(parts: readonly unknown[]): boolean | undefined {
        const [left, right] = parts.map((part) => this.evaluate(part));
        return hasUnknown(left) || hasUnknown(right) ? undefined : String(left) === String(right);
    }

    private select(argument: unknown): unknown {
        const [index, items] = asArray(argument).map((item) => this.evaluate(item));
        const value: unknown = asArray(items)[Number(index)];
        return value ?? unknown(`Fn::Select ${String(index)}`);
    }

    private split(argument: unknown): unknown {
        const [delimiter, text] = asArray(argument).map((item) => this.evaluate(item));
        return hasUnknown(text)
            ? unknown(`Fn::Split ${readable(String(text))}`)
            : String(text).split(String(delimiter));
    }
}
