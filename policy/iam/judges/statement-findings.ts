import { hasWildcard } from "../../pack/glob";
import { Finding, advise, refuse } from "../../pack/finding";
import { ActionPattern } from "../data/action-data";
import { IamStatement } from "../model/document";

/** Findings that trust and resource policies share: on the form of a statement, and on its patterns of actions. */

const NO_PRINCIPAL = "it has no Principal; name the intended principals";
const NOT_PRINCIPAL =
    "Allow with NotPrincipal allows everyone except the listed principals; name the intended principals";
/** Identity policies have this finding as well. */
export const NOT_ACTION =
    "Allow with NotAction grants every action except the listed ones; name the actions that are needed";

/** Findings of a statement that names its principals or actions by what they are not, or names no principal. */
export function formFindings({
    hasPrincipal,
    hasNotPrincipal,
    hasNotAction,
}: Pick<IamStatement, "hasPrincipal" | "hasNotPrincipal" | "hasNotAction">): Finding[] {
    return [
        ...(hasNotPrincipal ? [refuse(NOT_PRINCIPAL)] : []),
        ...(!hasPrincipal && !hasNotPrincipal ? [refuse(NO_PRINCIPAL)] : []),
        ...(hasNotAction ? [refuse(NOT_ACTION)] : []),
    ];
}

/** How one kind of policy judges patterns of actions. */
interface ActionRules {
    /** Follows "name the actions that are needed". */
    readonly example?: string;
    /** Whether a pattern may be wide in a statement: no finding then, unless it matches no action. */
    readonly mayBeWide?: boolean;
    /** The finding on a pattern that matches no action. */
    readonly missing?: (pattern: string) => Finding | undefined;
}

/** Findings of one pattern of actions: it matches no action, a whole service, or more than today's actions. */
export function actionFindings(
    { pattern, missing, whole }: ActionPattern,
    { example = "", mayBeWide, missing: onMissing }: ActionRules,
): Finding[] {
    if (missing !== undefined) {
        return [onMissing?.(pattern) ?? refuse(`${pattern}: ${missing}`)];
    }
    if (mayBeWide === true || !hasWildcard(pattern)) {
        return [];
    }
    const needed = `name the actions that are needed${example}`;
    return whole === undefined
        ? [advise(`${pattern}: it grants any matching action that AWS adds later; ${needed}`)]
        : [refuse(`${pattern}: it grants ${whole}; ${needed}`)];
}
