import { Condition, IamStatement, parseDocument } from "../model/document";
import { Finding, advise } from "../../pack/finding";
import { matches } from "../../pack/glob";

function coversEach(wide: readonly string[], narrow: readonly string[]): boolean {
    return narrow.every((one) => wide.some((other) => matches(other, one)));
}

// Stryker disable next-line MethodExpression: any one case will do
const toLowerCase = (texts: readonly string[]) => texts.map((text) => text.toLowerCase());

function sameConditions(a: readonly Condition[], b: readonly Condition[]): boolean {
    const canonical = (conditions: readonly Condition[]) =>
        conditions
            .map(({ operator, qualifier, ifExists, key, values }) =>
                JSON.stringify([operator, qualifier, ifExists, key, [...values].sort()]),
            )
            .sort()
            .join();
    return canonical(a) === canonical(b);
}

/** Whether all that a statement allows is allowed by another one. */
function covers(wide: IamStatement, narrow: IamStatement): boolean {
    const plain = [wide, narrow].every((s) => !s.hasNotAction && !s.hasNotResource && !s.hasNotPrincipal);
    return (
        plain &&
        coversEach(toLowerCase(wide.actions), toLowerCase(narrow.actions)) &&
        coversEach(wide.resources, narrow.resources) &&
        coversEach(wide.principals, narrow.principals) &&
        (wide.conditions.length === 0 || sameConditions(wide.conditions, narrow.conditions))
    );
}

/** Finds the statement that makes another one redundant; of two equal ones, the later is redundant. */
function findCovering(
    narrow: IamStatement,
    i: number,
    all: readonly IamStatement[],
): IamStatement | undefined {
    return all.find(
        (other, j) =>
            other.allows && narrow.allows && covers(other, narrow) && (j < i || !covers(narrow, other)),
    );
}

/**
 * Advice on statements that another one makes redundant: narrowing them changes nothing.
 *
 * @param statements all of a document.
 */
export function redundancyFindings(statements: readonly IamStatement[]): Finding[] {
    return statements.flatMap((narrow, i) => {
        const wide = findCovering(narrow, i, statements);
        return wide ? [advise(`${narrow.label}: ${wide.label} allows all of it; remove one of them`)] : [];
    });
}

/**
 * Removes the statements that another one makes redundant: the document grants the same.
 *
 * @param text its JSON.
 * @returns its JSON; nothing where nothing is redundant, or it cannot be parsed.
 */
export function removeRedundantStatements(text: string): string | undefined {
    try {
        const { statements } = parseDocument(text);
        const kept = statements.filter((statement, i) => !findCovering(statement, i, statements));
        const document = JSON.parse(text) as Record<string, unknown>;
        return kept.length < statements.length
            ? JSON.stringify({ ...document, Statement: kept.map(({ written }) => written) })
            : undefined;
        // Stryker disable next-line BlockStatement: a function without a return returns undefined
    } catch {
        return undefined; // judged all the same, and refused there
    }
}
