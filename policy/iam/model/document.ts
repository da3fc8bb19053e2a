/** One condition of a statement: operator, key and values as IAM reads them. */
export interface Condition {
    /** The operator in lower case without qualifier and `IfExists`, such as `stringequals`. */
    readonly operator: string;
    /** `forallvalues` or `foranyvalue`, where there is one. */
    readonly qualifier?: string;
    /** Whether a request without the key passes. */
    readonly ifExists: boolean;
    /** In lower case: IAM ignores the case of keys. */
    readonly key: string;
    readonly values: readonly string[];
}

/** One statement of an IAM policy in a normal form: lists are lists even where it has single values. */
export interface IamStatement {
    /** `'Sid' (statement 1)` or `statement 1`, for messages. */
    readonly label: string;
    readonly allows: boolean;
    readonly actions: readonly string[];
    readonly hasNotAction: boolean;
    /** Resources; `*` where the statement has NotResource, which grants all except the listed ones. */
    readonly resources: readonly string[];
    readonly hasNotResource: boolean;
    readonly hasResource: boolean;
    /** Principals as `TYPE:VALUE`; the open one as `*`. */
    readonly principals: readonly string[];
    readonly hasPrincipal: boolean;
    readonly hasNotPrincipal: boolean;
    readonly conditions: readonly Condition[];
    /** The statement as it was written. */
    readonly written: Readonly<Record<string, unknown>>;
}

/** A policy document. */
export interface IamDocument {
    readonly version?: string;
    readonly statements: readonly IamStatement[];
}

const ELEMENTS = new Map(
    [
        "Sid",
        "Effect",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Principal",
        "NotPrincipal",
        "Condition",
    ].map((element) => [element.toLowerCase(), element]),
);

function parseStrings(value: unknown, what: string): string[] {
    const list: unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
    for (const item of list) {
        if (typeof item !== "string") {
            throw new Error(`${what} has ${JSON.stringify(item)}, which is not a string`);
        }
    }
    return list as string[];
}

function parsePrincipals(value: unknown, what: string): string[] {
    if (value === "*") {
        return ["*"];
    }
    if (value === undefined) {
        return [];
    }
    if (!isObject(value)) {
        throw new Error(`${what} is neither "*" nor an object`);
    }
    return Object.entries(value).flatMap(([type, names]) =>
        parseStrings(names, what).map((name) => (name === "*" ? "*" : `${type}:${name}`)),
    );
}

function conditionValues(value: unknown): string[] {
    return (Array.isArray(value) ? value : [value]).map((item) =>
        typeof item === "string" ? item : JSON.stringify(item),
    );
}

function isObject(value: unknown): value is Record<string, unknown> {
    return value !== null && typeof value === "object" && !Array.isArray(value);
}

const IF_EXISTS = /ifexists$/;

function parseConditions(value: unknown, what: string): Condition[] {
    if (value === undefined) {
        return [];
    }
    if (!isObject(value)) {
        throw new Error(`${what} is not an object`);
    }
    return Object.entries(value).flatMap(([written, keys]) => {
        if (!isObject(keys)) {
            throw new Error(`${what}.${written} is not an object`);
        }
        const operator = written.toLowerCase();
        const colon = operator.indexOf(":");
        return Object.entries(keys).map(([key, values]) => ({
            operator: operator.slice(colon + 1).replace(IF_EXISTS, ""),
            ...(colon >= 0 && { qualifier: operator.slice(0, colon) }),
            ifExists: IF_EXISTS.test(operator),
            key: key.toLowerCase(),
            values: conditionValues(values),
        }));
    });
}

/** A statement's elements by their proper names: IAM ignores their case. */
function normalizeElements(item: Record<string, unknown>, at: string): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(item)) {
        const element = ELEMENTS.get(name.toLowerCase());
        if (element === undefined) {
            throw new Error(`${at} has the element '${name}', which IAM does not know`);
        }
        found[element] = value;
    }
    return found;
}

function parseStatement(item: unknown, i: number): IamStatement {
    const at = `statement ${i + 1}`;
    if (!isObject(item)) {
        throw new Error(`${at} is not an object`);
    }
    const s = normalizeElements(item, at);
    if (s["Effect"] !== "Allow" && s["Effect"] !== "Deny") {
        throw new Error(`${at} has neither Effect Allow nor Deny`);
    }
    if (s["Action"] === undefined && s["NotAction"] === undefined) {
        throw new Error(`${at} has neither Action nor NotAction`);
    }
    const notResource = parseStrings(s["NotResource"], `${at}: NotResource`);
    const resources = parseStrings(s["Resource"], `${at}: Resource`);
    parseStrings(s["NotAction"], `${at}: NotAction`);
    parsePrincipals(s["NotPrincipal"], `${at}: NotPrincipal`);
    return {
        label: s["Sid"] ? `'${String(s["Sid"])}' (${at})` : at,
        allows: s["Effect"] === "Allow",
        actions: parseStrings(s["Action"], `${at}: Action`),
        hasNotAction: s["NotAction"] !== undefined,
        resources: notResource.length > 0 ? ["*"] : resources,
        hasNotResource: notResource.length > 0,
        hasResource: resources.length + notResource.length > 0,
        principals: parsePrincipals(s["Principal"], `${at}: Principal`),
        hasPrincipal: s["Principal"] !== undefined,
        hasNotPrincipal: s["NotPrincipal"] !== undefined,
        conditions: parseConditions(s["Condition"], `${at}: Condition`),
        written: s,
    };
}

/**
 * Reads an IAM policy document (IAM User Guide, "IAM JSON policy element reference").
 *
 * @param document the document: its JSON, or what that holds.
 * @returns its statements, in their order.
 * @throws Error with one line, where it is not such a document.
 */
export function parseDocument(document: unknown): IamDocument {
    let parsed = document;
    if (typeof document === "string") {
        try {
            parsed = JSON.parse(document);
        } catch {
            throw new Error("it is not JSON");
        }
    }
    if (!isObject(parsed)) {
        throw new Error("it is not an object with a Statement");
    }
    const named = Object.entries(parsed).map(([name, value]) => [name.toLowerCase(), value] as const);
    const { statement: found, version } = Object.fromEntries(named) as Record<string, unknown>;
    if (found === undefined || found === null) {
        throw new Error("it has no Statement");
    }
    const list: unknown[] = Array.isArray(found) ? found : [found];
    return {
        ...(typeof version === "string" && { version }),
        statements: list.map(parseStatement),
    };
}
