import { Cursor } from "./cursor";
import { Block, Body, Expression, TemplatePart } from "./syntax";
import { heredoc, quotedTemplate, wholeTemplate } from "./templates";

/** Binary operators, from those that bind least to those that bind most. */
const OPERATORS: readonly (readonly string[])[] = [
    ["||"],
    ["&&"],
    ["==", "!="],
    [">=", "<=", ">", "<"],
    ["+", "-"],
    ["*", "/", "%"],
];

const LITERALS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

/** A template of nothing but text is that text. */
function template(parts: readonly TemplatePart[]): Expression {
    const [part = "", ...more] = parts;
    return typeof part === "string" && more.length === 0
        ? { kind: "literal", value: part }
        : { kind: "template", parts };
}

class Parser {
    readonly cursor: Cursor;

    constructor(
        text: string,
        private readonly file: string,
    ) {
        this.cursor = new Cursor(text, file);
    }

    /** Attributes and blocks, up to a bracket or the end of the file. */
    body(): Body {
        const attributes = new Map<string, Expression>();
        const blocks: Block[] = [];
        const { cursor } = this;
        for (cursor.skip(); !cursor.atEnd && !cursor.sees("}"); cursor.skip()) {
            const { line } = cursor;
            const name =
                cursor.identifier() ?? cursor.fail("the name of an attribute or of a block is expected");
            cursor.skip(false);
            if (!cursor.sees("==") && cursor.take("=")) {
                cursor.skip();
                attributes.set(name, this.expression());
            } else {
                blocks.push({ type: name, labels: this.labels(), body: this.block(), line });
            }
        }
        return { attributes, blocks };
    }

    private labels(): string[] {
        const labels: string[] = [];
        for (this.cursor.skip(false); !this.cursor.sees("{"); this.cursor.skip(false)) {
            const [, quoted] = this.cursor.match(/"([^"\n]*)"/y) ?? [];
            labels.push(quoted ?? this.cursor.identifier() ?? this.cursor.fail("'=' or '{' is expected"));
        }
        return labels;
    }

    private block(): Body {
        this.cursor.expect("{");
        const body = this.body();
        this.cursor.expect("}");
        return body;
    }

    expression(): Expression {
        const test = this.binary(0);
        if (!this.takeSign("?")) {
            return test;
        }
        const yes = this.expression();
        this.cursor.skip();
        this.cursor.expect(":");
        this.cursor.skip();
        return { kind: "conditional", test, yes, no: this.expression() };
    }

    /** Reads a sign and the space around it. An expression ends with its line, except for signs that continue it. */
    private takeSign(...signs: readonly string[]): string | undefined {
        const from = this.cursor.index;
        this.cursor.skip();
        const sign = signs.find((one) => this.cursor.sees(one));
        if (sign === undefined || this.cursor.sees("=>")) {
            this.cursor.index = from;
            return undefined;
        }
        this.cursor.take(sign);
        this.cursor.skip();
        return sign;
    }

    private binary(level: number): Expression {
        const operators = OPERATORS[level];
        if (operators === undefined) {
            return this.unary();
        }
        let left = this.binary(level + 1);
        for (let sign = this.takeSign(...operators); sign !== undefined; sign = this.takeSign(...operators)) {
            left = { kind: "binary", operator: sign, left, right: this.binary(level + 1) };
        }
        return left;
    }

    private unary(): Expression {
        for (const operator of ["!", "-"]) {
            if (this.cursor.take(operator)) {
                this.cursor.skip();
                return { kind: "unary", operator, operand: this.unary() };
            }
        }
        return this.members(this.term());
    }

    /** What follows a term: `.name`, `[0]`, `.*.name`, `[*].name`. */
    private members(term: Expression): Expression {
        const { cursor } = this;
        let value = term;
        for (;;) {
            if (cursor.take("[*]") || cursor.take(".*")) {
                return { kind: "splat", of: value, then: this.memberKeys() };
            }
            const key = this.memberKey();
            if (key === undefined) {
                return value;
            }
            value = { kind: "member", of: value, key };
        }
    }

    private memberKeys(): Expression[] {
        const keys: Expression[] = [];
        for (let key = this.memberKey(); key !== undefined; key = this.memberKey()) {
            keys.push(key);
        }
        return keys;
    }

    private memberKey(): Expression | undefined {
        const { cursor } = this;
        const name = cursor.match(/\.([\p{L}_][\p{L}\p{N}_-]*|\d+)/uy)?.[1];
        if (name !== undefined) {
            return { kind: "literal", value: name };
        }
        if (!cursor.take("[")) {
            return undefined;
        }
        cursor.skip();
        const key = this.expression();
        cursor.skip();
        cursor.expect("]");
        return key;
    }

    private term(): Expression {
        const { cursor } = this;
        const number = cursor.match(/\d+(\.\d+)?([eE][+-]?\d+)?/y)?.[0];
        if (number !== undefined) {
            return { kind: "literal", value: Number(number) };
        }
        if (cursor.sees('"')) {
            return template(quotedTemplate(cursor, () => this.expression()));
        }
        const text = heredoc(cursor);
        if (text !== undefined) {
            return parseTemplate(text, this.file);
        }
        if (cursor.take("(")) {
            cursor.skip();
            const inner = this.expression();
            cursor.skip();
            cursor.expect(")");
            return inner;
        }
        if (cursor.take("[")) {
            return this.forExpression("]") ?? { kind: "list", items: this.items("]") };
        }
        return cursor.take("{") ? (this.forExpression("}") ?? this.object()) : this.named();
    }

    private named(): Expression {
        const name = this.cursor.identifier() ?? this.cursor.fail("a value is expected");
        if (name in LITERALS) {
            return { kind: "literal", value: LITERALS[name] ?? null };
        }
        if (!this.cursor.take("(")) {
            return { kind: "name", name };
        }
        const args = this.items(")");
        return { kind: "call", name, args, spread: this.spread };
    }

    /** Whether the last argument that was read is spread: `concat(lists...)`. */
    private spread = false;

    private items(end: string): Expression[] {
        const { cursor } = this;
        const items: Expression[] = [];
        let spread = false;
        for (cursor.skip(); !cursor.take(end); cursor.skip()) {
            items.push(this.expression());
            cursor.skip();
            spread = cursor.take("...");
            cursor.skip();
            if (!cursor.take(",") && !cursor.sees(end)) {
                cursor.fail(`',' or '${end}' is expected`);
            }
        }
        this.spread = spread;
        return items;
    }

    private object(): Expression {
        const { cursor } = this;
        const entries: (readonly [Expression, Expression])[] = [];
        for (cursor.skip(); !cursor.take("}"); cursor.skip()) {
            const name = cursor.match(/[\p{L}_][\p{L}\p{N}_-]*(?=[ \t]*[=:])/uy)?.[0];
            const key: Expression = name === undefined ? this.expression() : { kind: "literal", value: name };
            cursor.skip(false);
            if (!cursor.take("=") && !cursor.take(":")) {
                cursor.fail("'=' is expected");
            }
            cursor.skip();
            entries.push([key, this.expression()]);
            cursor.skip(false);
            cursor.take(",");
        }
        return { kind: "object", entries };
    }

    private forExpression(end: string): Expression | undefined {
        const { cursor } = this;
        const from = cursor.index;
        cursor.skip();
        if (!cursor.match(/for\s+/y)) {
            cursor.index = from;
            return undefined;
        }
        const names = [cursor.identifier() ?? ""];
        cursor.skip();
        if (cursor.take(",")) {
            cursor.skip();
            names.push(cursor.identifier() ?? "");
            cursor.skip();
        }
        cursor.expect("in");
        cursor.skip();
        const over = this.expression();
        cursor.skip();
        cursor.expect(":");
        cursor.skip();
        const first = this.expression();
        cursor.skip();
        const second = cursor.take("=>") ? (cursor.skip(), this.expression()) : undefined;
        cursor.skip();
        cursor.take("...");
        const condition = cursor.match(/if\b\s*/y) ? this.expression() : undefined;
        cursor.skip();
        cursor.expect(end);
        return { kind: "for", names, over, key: second && first, value: second ?? first, condition };
    }
}

/**
 * Reads a Terraform file.
 *
 * @param file what errors begin with.
 * @throws DescriptionError with the line where it is not HCL.
 */
export function parseHcl(text: string, file = ""): Body {
    const parser = new Parser(text, file);
    const body = parser.body();
    if (!parser.cursor.atEnd) {
        parser.cursor.fail("the end of the file is expected");
    }
    return body;
}

/** Reads a template: the text of a heredoc, of a file, or of a string of Terraform's JSON syntax. */
export function parseTemplate(text: string, file = ""): Expression {
    const parser = new Parser(text, file);
    return template(wholeTemplate(parser.cursor, () => parser.expression()));
}
