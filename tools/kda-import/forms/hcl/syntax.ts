/** An expression of Terraform's language (HashiCorp: "HCL Native Syntax Specification"), as far as applications use it. */
export type Expression =
    | { readonly kind: "literal"; readonly value: string | number | boolean | null }
    | { readonly kind: "template"; readonly parts: readonly TemplatePart[] }
    | { readonly kind: "list"; readonly items: readonly Expression[] }
    | { readonly kind: "object"; readonly entries: readonly (readonly [Expression, Expression])[] }
    | {
          readonly kind: "call";
          readonly name: string;
          readonly args: readonly Expression[];
          readonly spread: boolean;
      }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "member"; readonly of: Expression; readonly key: Expression }
    | { readonly kind: "splat"; readonly of: Expression; readonly then: readonly Expression[] }
    | { readonly kind: "unary"; readonly operator: string; readonly operand: Expression }
    | {
          readonly kind: "binary";
          readonly operator: string;
          readonly left: Expression;
          readonly right: Expression;
      }
    | {
          readonly kind: "conditional";
          readonly test: Expression;
          readonly yes: Expression;
          readonly no: Expression;
      }
    | ForExpression;

/** `[for x in list : x.name if x.used]` or `{ for k, v in map : k => v }`. */
export interface ForExpression {
    readonly kind: "for";
    readonly names: readonly string[];
    readonly over: Expression;
    /** The key; undefined in a list. */
    readonly key: Expression | undefined;
    readonly value: Expression;
    readonly condition: Expression | undefined;
}

/** Text, an interpolation, or a directive such as `%{ if }`. */
export type TemplatePart = string | Expression | { readonly kind: "directive"; readonly text: string };

/** A block: `resource "TYPE" "NAME" { … }`. */
export interface Block {
    readonly type: string;
    readonly labels: readonly string[];
    readonly body: Body;
    readonly line: number;
}

/** Attributes and blocks, in their order. */
export interface Body {
    readonly attributes: ReadonlyMap<string, Expression>;
    readonly blocks: readonly Block[];
}
