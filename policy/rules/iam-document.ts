/** One statement of an IAM policy, its lists made lists, whatever form it was written in. */
export interface IamStatement {
    /** `'Sid' (statement 1)` or `statement 1`, for messages. */
    readonly label: string;
    readonly effect: string;
    readonly actions: readonly string[];
    readonly notActions: readonly string[];
    readonly resources: readonly string[];
    readonly notResources: readonly string[];
    /** Principals as `TYPE:VALUE`; the open one as `*`. */
    readonly principals: readonly string[];
    readonly hasNotPrincipal: boolean;
    /** Condition keys in lower case: IAM does not look at their case. */
    readonly conditionKeys: readonly string[];
}

function strings(value: unknown): string[] {
    return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
}

function principals(value: unknown): string[] {
    if (value === "*") {
        return ["*"];
    }
    return Object.entries((value ?? {}) as Record<string, unknown>).flatMap(([type, names]) =>
        strings(names).map((name) => (type === "AWS" && name === "*" ? "*" : `${type}:${name}`)),
    );
}

function conditionKeys(value: unknown): string[] {
    const operators = Object.values((value ?? {}) as Record<string, Record<string, unknown>>);
    return operators.flatMap((keys) => Object.keys(keys)).map((key) => key.toLowerCase());
}

/**
 * Reads an IAM policy document (IAM User Guide, "IAM JSON policy element reference").
 *
 * @param text the document's JSON.
 * @returns its statements, in their order.
 * @throws Error one line, where it is no such document.
 */
export function parseDocument(text: string): IamStatement[] {
    let document: unknown;
    try {
        document = JSON.parse(text);
    } catch {
        throw new Error("it is not JSON");
    }
    const found = (document as { Statement?: unknown } | null)?.Statement;
    if (found === undefined || found === null) {
        throw new Error("it has no Statement");
    }
    return (Array.isArray(found) ? found : [found]).map((item: unknown, i) => {
        if (item === null || typeof item !== "object") {
            throw new Error(`statement ${i + 1} is not an object`);
        }
        const s = item as Record<string, unknown>;
        if (s["Effect"] !== "Allow" && s["Effect"] !== "Deny") {
            throw new Error(`statement ${i + 1} has neither Effect Allow nor Deny`);
        }
        return {
            label: s["Sid"] ? `'${String(s["Sid"])}' (statement ${i + 1})` : `statement ${i + 1}`,
            effect: s["Effect"],
            actions: strings(s["Action"]),
            notActions: strings(s["NotAction"]),
            resources: strings(s["Resource"]),
            notResources: strings(s["NotResource"]),
            principals: principals(s["Principal"]),
            hasNotPrincipal: s["NotPrincipal"] !== undefined,
            conditionKeys: conditionKeys(s["Condition"]),
        };
    });
}
