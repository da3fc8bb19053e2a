import { DocumentKind } from "../settings";
import { parseDocument } from "./document";

/**
 * Detects what a document is attached to by its own statements: only resource and trust policies name principals, and only
 * the statements of a trust policy have no resource.
 *
 * @param document the document: its JSON, or the parsed value.
 * @returns `identity` also where it cannot be parsed: judging it then reports what is wrong with it.
 */
export function detectKind(document: unknown): DocumentKind {
    try {
        const { statements } = parseDocument(document);
        if (!statements.some(({ hasPrincipal, hasNotPrincipal }) => hasPrincipal || hasNotPrincipal)) {
            return "identity";
        }
        return statements.every(({ hasResource }) => !hasResource) ? "trust" : "resource";
    } catch {
        return "identity";
    }
}
