import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";

const ROOT = path.join(__dirname, "..", "..");

/** A page of the documentation that is generated, as a whole or in part. */
export interface Page {
    /** Path from the repository's root. */
    readonly file: string;
    /**
     * Renders the page.
     *
     * @param current the page as it is, of which a page that is generated in part keeps the rest.
     * @throws Error where the marks of a generated part are missing.
     */
    render(current: string): string;
}

/** The comment that tells a reader of a generated page not to edit it. */
export function generatedNote(sources: string): string {
    return `<!-- Generated from ${sources} by npm run docs: edit there, not here. -->`;
}

/**
 * Replaces a generated part of a page.
 *
 * @param page the page's text.
 * @param name of the part, which stands in its marks `<!-- NAME: generated … -->` and `<!-- NAME: end -->`.
 * @param text the new part.
 * @throws Error where the marks are missing.
 */
export function withPart(page: string, name: string, text: string): string {
    const begin = new RegExp(`<!-- ${name}: generated [^\\n]*-->\\n`).exec(page);
    const end = page.indexOf(`<!-- ${name}: end -->`);
    if (begin === null || end < begin.index) {
        throw new Error(`the marks '<!-- ${name}: generated … -->' and '<!-- ${name}: end -->' are missing`);
    }
    return `${page.slice(0, begin.index + begin[0].length)}\n${text}\n\n${page.slice(end)}`;
}

/** Reads a page as it is in the repository; empty where it has not been written yet. */
export function readPage({ file }: Page): string {
    const place = path.join(ROOT, file);
    return existsSync(place) ? readFileSync(place, "utf8") : "";
}

/** Writes the pages that are stale. @returns their paths from the repository's root. */
export function writeStalePages(pages: readonly Page[]): string[] {
    return pages.flatMap((page) => {
        const current = readPage(page);
        const text = page.render(current);
        if (text === current) {
            return [];
        }
        const place = path.join(ROOT, page.file);
        mkdirSync(path.dirname(place), { recursive: true });
        writeFileSync(place, text);
        return [page.file];
    });
}
