import { Condition, IamStatement } from "./document";
import { Finding, advise } from "../pack/finding";
import { matches } from "./glob";

function coversEach(wide: readonly string[], narrow: readonly string[]): boolean {
    return narrow.every((one) => wide.some((other) => matches(other, one)));
}

const lower = (texts: readonly string[]) => texts.map((text) => text.toLowerCase());

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
        coversEach(lower(wide.actions), lower(narrow.actions)) &&
        coversEach(wide.resources, narrow.resources) &&
        coversEach(wide.principals, narrow.principals) &&
        (wide.conditions.length === 0 || sameConditions(wide.conditions, narrow.conditions))
    );
}

/**
 * Statements that another one makes useless: a person who narrows them changes nothing.
 *
 * @param statements those that allow.
 */
export function uselessFindings(statements: readonly IamStatement[]): Finding[] {
    return statements.flatMap((narrow, i) => {
        const wide = statements.find(
            // Of two that say the same, the later one is useless.
            (other, j) => j !== i && covers(other, narrow) && (j < i || !covers(narrow, other)),
        );
        return wide ? [advise(`${narrow.label}: ${wide.label} allows all of it; remove one of them`)] : [];
    });
}
