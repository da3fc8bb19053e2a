/** A number that Jackson does not read as a whole one. */
const FRACTION = /[.eE]/;

function stringEnd(text: string, from: number): number {
    let at = from + 1;
    while (at < text.length && text[at] !== '"') {
        at += text[at] === "\\" ? 2 : 1;
    }
    return at + 1;
}

function commentEnd(text: string, from: number): number {
    const isBlock = text[from + 1] === "*";
    const end = isBlock ? text.indexOf("*/", from + 2) + 2 : text.slice(from).search(/[\r\n]/) + from;
    if (isBlock && end < from + 2) {
        throw new Error("a comment /* is not closed");
    }
    return end < from ? text.length : end;
}

/** Leaves out comments, and refuses numbers with a fraction or exponent: no key takes one. */
function withoutComments(text: string): string {
    let json = "";
    for (let at = 0; at < text.length;) {
        const [start = ""] = /^(?:\/[/*]|"|-?\d[\d.eE+-]*)/.exec(text.slice(at, at + 32)) ?? [];
        if (start.startsWith("/")) {
            at = commentEnd(text, at);
            json += " ";
            continue;
        }
        if (start !== '"' && FRACTION.test(start)) {
            throw new Error(`${start} is not a whole number in digits, which every number is here`);
        }
        const end = start === '"' ? stringEnd(text, at) : at + Math.max(1, start.length);
        json += text.slice(at, end);
        at = end;
    }
    return json;
}

/**
 * Parses JSON with the comments // and /* that the agent allows (its Configuration, Jackson's ALLOW_COMMENTS).
 *
 * @param text of the file; a byte-order mark at its beginning is left out.
 * @throws Error one line, where it is not JSON.
 */
export function parseCommentedJson(text: string): unknown {
    return JSON.parse(withoutComments(text.replace(/^\uFEFF/, "")));
}
