import { existsSync, readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt({ html: true });

/** A link of a page, to a file or an anchor of the repository. */
interface Link {
    readonly target: string;
    /** Line of the block that it is in, from 1. */
    readonly line: number;
}

/** Finds the links and images of a page, of Markdown's own form and of HTML's. */
export function linksOf(text: string): Link[] {
    const links: Link[] = [];
    for (const block of markdown.parse(text, {})) {
        const line = (block.map?.[0] ?? 0) + 1;
        for (const token of [block, ...(block.children ?? [])]) {
            const own = token.attrGet("href") ?? token.attrGet("src");
            const html = token.type.startsWith("html") ? token.content : "";
            const inHtml = [...html.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, target = ""]) => target);
            links.push(
                ...[...(own === null ? [] : [String(own)]), ...inHtml].map((target) => ({ target, line })),
            );
        }
    }
    return links;
}

/** A heading's anchor on GitHub: lower case, without punctuation, with hyphens for spaces. */
function anchor(heading: string): string {
    return heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
        .replaceAll(" ", "-");
}

/** Finds the anchors of a page; GitHub numbers those that repeat, from -1. */
export function anchorsOf(text: string): Set<string> {
    const tokens = markdown.parse(text, {});
    const anchors = new Set<string>();
    tokens.forEach((token, i) => {
        if (token.type === "heading_open") {
            const parts = tokens[i + 1]?.children ?? [];
            const own = anchor(
                parts.map(({ type, content }) => (type === "softbreak" ? " " : content)).join(""),
            );
            let name = own;
            for (let repeated = 1; anchors.has(name); repeated++) {
                name = `${own}-${repeated}`;
            }
            anchors.add(name);
        }
    });
    return anchors;
}

/**
 * Finds a page's links that lead nowhere; addresses of the web are not asked.
 *
 * @param root the repository.
 * @param file the page, from the root.
 * @returns one line per dead link: `FILE:LINE: TARGET: what is wrong`.
 */
export function deadLinks(root: string, file: string): string[] {
    const text = readFileSync(path.join(root, file), "utf8");
    return linksOf(text).flatMap(({ target, line }) => {
        if (/^[a-z][a-z0-9+.-]*:/i.test(target)) {
            return [];
        }
        const [place = "", fragment] = decodeURI(target).split("#");
        const full = place === "" ? path.join(root, file) : path.join(root, path.dirname(file), place);
        const dead = (why: string) => [`${file}:${line}: ${target}: ${why}`];
        if (path.relative(root, full).startsWith("..") || path.isAbsolute(place)) {
            return dead("leads out of the repository");
        }
        if (!existsSync(full)) {
            return dead("there is no such file");
        }
        if (fragment === undefined || statSync(full).isDirectory() || !full.endsWith(".md")) {
            return [];
        }
        return anchorsOf(readFileSync(full, "utf8")).has(fragment) ? [] : dead("there is no such heading");
    });
}
