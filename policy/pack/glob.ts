/**
 * IAM's wildcards (IAM User Guide, "IAM JSON policy elements: Resource"): `*` matches any characters, or none;
 * `?` exactly one. No regular expressions: each function takes at most pattern times text steps, whatever a policy
 * holds.
 */

/** Whether a text has a wildcard. */
export function hasWildcard(pattern: string): boolean {
    return pattern.includes("*") || pattern.includes("?");
}

/** Whether a text is nothing but wildcards, with at least one `*`. */
export function isAll(pattern: string): boolean {
    return pattern.includes("*") && !/[^*?]/.test(pattern);
}

/**
 * Whether a pattern matches a text.
 *
 * @param pattern may have wildcards.
 * @param text taken literally; a `*` in it is matched by `*` only, so this also works for whether one pattern covers another.
 */
export function matches(pattern: string, text: string): boolean {
    let p = 0;
    let t = 0;
    let star = -1;
    let resume = 0;
    while (t < text.length) {
        const one = pattern[p];
        if (one === "*") {
            star = p++;
            resume = t;
        } else if (one === text[t] || (one === "?" && text[t] !== "*")) {
            p++;
            t++;
        } else if (star >= 0) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (pattern[p] === "*") {
        p++;
    }
    return p === pattern.length;
}

/** The positions in a pattern that can be reached without reading a character: past each `*`. */
function settle(pattern: string, at: number, reached: Uint8Array): void {
    for (let i = at; !reached[i]; i++) {
        reached[i] = 1;
        if (pattern[i] !== "*") {
            return;
        }
    }
}

/**
 * Whether some text is matched by both patterns.
 *
 * @param a may have wildcards.
 * @param b may have wildcards.
 */
export function overlaps(a: string, b: string): boolean {
    // Row i holds which positions of b can be reached once the first i characters of a are used.
    let row = new Uint8Array(b.length + 1);
    settle(b, 0, row);
    for (const one of a) {
        const next = new Uint8Array(b.length + 1);
        step(one, b, row, next);
        row = next;
    }
    return row[b.length] === 1;
}

function step(one: string, b: string, row: Uint8Array, next: Uint8Array): void {
    for (let j = 0; j <= b.length; j++) {
        const reached =
            one === "*"
                ? row[j] === 1 || next[j - 1] === 1
                : (row[j] === 1 && b[j] === "*") || (row[j - 1] === 1 && sameCharacter(one, b[j - 1]));
        if (reached) {
            settle(b, j, next);
        }
    }
}

function sameCharacter(one: string, other: string | undefined): boolean {
    return one === other || one === "?" || other === "?";
}
