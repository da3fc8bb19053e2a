import * as path from "node:path";
import { fileValue } from "../file-value";
import { isObject } from "../json";
import { hasUnknown, readable, unknown } from "../unknown-values";
import { FUNCTIONS } from "./functions";
import { parseTemplate } from "./parser";
import { Expression, ForExpression, TemplatePart } from "./syntax";

/** What names mean at a place. */
export interface Scope {
    /** Values of names such as `var`, `local`, `path`, `each`; a member is evaluated when it is asked for. */
    readonly roots: Readonly<Record<string, (member: string) => unknown>>;
    /** Names that are values themselves: those of a template file and of `for`. */
    readonly names: Readonly<Record<string, unknown>>;
    /** The folder that relative paths begin in. */
    readonly folder: string;
    /** Is called with each file that is read. */
    readonly onFile: (file: string) => void;
}

/** An expression as a person would name it. */
function nameOf(expression: Expression): string {
    switch (expression.kind) {
        case "name":
            return expression.name;
        case "member":
            return expression.key.kind === "literal"
                ? `${nameOf(expression.of)}.${String(expression.key.value)}`
                : nameOf(expression.of);
        case "call":
            return `${expression.name}()`;
        case "splat":
            return nameOf(expression.of);
        default:
            return expression.kind;
    }
}

function operate(operator: string, left: unknown, right: unknown): unknown {
    const [a, b] = [Number(left), Number(right)];
    const results: Readonly<Record<string, () => unknown>> = {
        "||": () => Boolean(left) || Boolean(right),
        "&&": () => Boolean(left) && Boolean(right),
        "==": () => JSON.stringify(left) === JSON.stringify(right),
        "!=": () => JSON.stringify(left) !== JSON.stringify(right),
        ">=": () => a >= b,
        "<=": () => a <= b,
        ">": () => a > b,
        "<": () => a < b,
        "+": () => a + b,
        "-": () => a - b,
        "*": () => a * b,
        "/": () => a / b,
        "%": () => a % b,
    };
    return results[operator]?.();
}

function evaluatePart(part: TemplatePart, scope: Scope): string {
    if (typeof part === "string") {
        return part;
    }
    if (part.kind === "directive") {
        return unknown(`%{ ${part.text} }`);
    }
    const value = evaluate(part, scope);
    return typeof value === "object" && value !== null ? unknown(nameOf(part)) : String(value ?? "");
}

/** The value of a whole interpolation `"${x}"` is that of x, whatever its type. */
function evaluateTemplate(parts: readonly TemplatePart[], scope: Scope): unknown {
    const [only, ...more] = parts;
    return more.length === 0 && typeof only === "object" && only.kind !== "directive"
        ? evaluate(only, scope)
        : parts.map((part) => evaluatePart(part, scope)).join("");
}

function memberOf(value: unknown, key: unknown): unknown {
    if (Array.isArray(value)) {
        return (value as unknown[])[Number(key)];
    }
    return isObject(value) ? value[String(key)] : undefined;
}

function readFile(given: unknown, name: string, scope: Scope): string {
    if (typeof given !== "string" || hasUnknown(given)) {
        return unknown(`${name}(${readable(String(given))})`);
    }
    const file = path.resolve(scope.folder, given);
    scope.onFile(file);
    return fileValue(file, `${name}("${given}")`);
}

function callFunction(name: string, args: readonly unknown[], scope: Scope): unknown {
    switch (name) {
        case "file":
            return readFile(args[0], name, scope);
        case "templatefile": {
            const names = isObject(args[1]) ? args[1] : {};
            return evaluate(parseTemplate(readFile(args[0], name, scope)), { ...scope, roots: {}, names });
        }
        case "abspath":
        case "pathexpand":
            return args[0];
        case "basename":
            return path.basename(String(args[0]));
        case "dirname":
            return path.dirname(String(args[0]));
        default: {
            const known = FUNCTIONS[name]?.(...args);
            return known ?? unknown(`${name}()`);
        }
    }
}

function evaluateFor(expression: ForExpression, scope: Scope): unknown {
    const over = evaluate(expression.over, scope);
    const pairs: [unknown, unknown][] = Array.isArray(over)
        ? (over as unknown[]).map((value, i) => [i, value])
        : isObject(over)
          ? Object.entries(over)
          : [];
    if (pairs.length === 0 && !Array.isArray(over) && !isObject(over)) {
        return unknown(nameOf(expression.over));
    }
    const [first = "", second] = expression.names;
    const results = pairs.flatMap(([key, value]) => {
        const names = second === undefined ? { [first]: value } : { [first]: key, [second]: value };
        const inner = { ...scope, names: { ...scope.names, ...names } };
        const isKept = expression.condition === undefined || evaluate(expression.condition, inner) === true;
        return isKept
            ? [
                  [
                      expression.key && evaluate(expression.key, inner),
                      evaluate(expression.value, inner),
                  ] as const,
              ]
            : [];
    });
    return expression.key === undefined
        ? results.map(([, value]) => value)
        : Object.fromEntries(results.map(([key, value]) => [String(key), value]));
}

function evaluateMember(expression: Expression & { kind: "member" }, scope: Scope): unknown {
    const { of, key } = expression;
    if (of.kind === "name" && !(of.name in scope.names) && key.kind === "literal") {
        return scope.roots[of.name]?.(String(key.value)) ?? unknown(nameOf(expression));
    }
    const value = evaluate(of, scope);
    return hasUnknown(value)
        ? unknown(nameOf(expression))
        : (memberOf(value, evaluate(key, scope)) ?? unknown(nameOf(expression)));
}

/** How each kind of expression is evaluated. */
type Evaluators = {
    readonly [K in Expression["kind"]]: (
        expression: Extract<Expression, { kind: K }>,
        scope: Scope,
    ) => unknown;
};

const EVALUATORS: Evaluators = {
    literal: ({ value }) => value,
    template: ({ parts }, scope) => evaluateTemplate(parts, scope),
    list: ({ items }, scope) => items.map((item) => evaluate(item, scope)),
    object: ({ entries }, scope) =>
        Object.fromEntries(
            entries.map(([key, value]) => [
                String(key.kind === "name" ? key.name : evaluate(key, scope)),
                evaluate(value, scope),
            ]),
        ),
    name: ({ name }, scope) => (name in scope.names ? scope.names[name] : unknown(name)),
    call: ({ name, args, spread }, scope) => {
        const values = args.map((arg) => evaluate(arg, scope));
        const last = values.at(-1);
        const all = spread && Array.isArray(last) ? [...values.slice(0, -1), ...(last as unknown[])] : values;
        return callFunction(name, all, scope);
    },
    member: evaluateMember,
    splat: ({ of, then }, scope) => {
        const list = evaluate(of, scope);
        return Array.isArray(list)
            ? (list as unknown[]).map((one) =>
                  then.reduce((value, key) => memberOf(value, evaluate(key, scope)), one),
              )
            : unknown(nameOf(of));
    },
    unary: ({ operator, operand }, scope) => {
        const value = evaluate(operand, scope);
        return hasUnknown(value) ? value : operator === "!" ? !value : -Number(value);
    },
    binary: ({ operator, ...sides }, scope) => {
        const [left, right] = [evaluate(sides.left, scope), evaluate(sides.right, scope)];
        return hasUnknown(left) ? left : hasUnknown(right) ? right : operate(operator, left, right);
    },
    conditional: ({ test, yes, no }, scope) => {
        const holds = evaluate(test, scope);
        return hasUnknown(holds) ? holds : evaluate(holds ? yes : no, scope);
    },
    for: evaluateFor,
};

/**
 * Evaluates an expression as far as its files know its value; the rest is an unknown value, see unknown-values.ts.
 */
export function evaluate(expression: Expression, scope: Scope): unknown {
    const evaluator = EVALUATORS[expression.kind] as (one: Expression, scope: Scope) => unknown;
    return evaluator(expression, scope);
}
