/** Forms that only a secret has. All match in linear time. */
const SURE: readonly (readonly [string, RegExp])[] = [
    ["a private key", /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY-----/],
    ["an AWS access key", /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/],
    ["a GitHub token", /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60})/],
    ["a Slack token", /(?<![A-Za-z0-9])xox[abprs]-[A-Za-z0-9-]{10}/],
    ["a Pulumi access token", /(?<![A-Za-z0-9])pul-[0-9a-f]{40}/],
    ["an npm token", /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}/],
    ["a password in an address", /:\/\/[^\s:/@$<{]{1,64}:[^\s:/@$<{]{3,64}@/],
];

/** A name that says what its value is, and the value: `DB_PASSWORD=…`, `"apiKey": "…"`, `export TOKEN='…'`. */
const NAMED =
    /(?<![A-Za-z0-9])[A-Za-z0-9_.-]{0,30}(?:password|passwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token|private[_-]?key)["']?\s{0,3}[:=]\s{0,3}["']?([^\s"',;}]{8,200})/gi;

/** A value that is not the secret itself: a variable, a reference, an example. */
const PLACEHOLDER =
    /^(\$|<|\{|%|\*|arn:|ssm:|secretsmanager:|resolve:|vault:|\/|https?:|true$|false$|null$|none$|changeme|example|your|xxx)/i;

/** A value that looks random: a secret AWS key has 40 such characters. */
const RANDOM = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;
/** Bits per character; English has about 4 over all letters, hexadecimal digits at most 4. */
const RANDOM_ENTROPY = 4.3;
const NAMED_ENTROPY = 2.5;

/** Shannon's entropy of a text, in bits per character. */
export function entropy(text: string): number {
    const counts = new Map<string, number>();
    for (const one of text) {
        counts.set(one, (counts.get(one) ?? 0) + 1);
    }
    return [...counts.values()].reduce(
        (sum, count) => sum - (count / text.length) * Math.log2(count / text.length),
        0,
    );
}

/** Characters of a text that are searched: user data has at most 16 KB. */
const LONGEST = 65_536;

/**
 * Whether a text holds what looks like a secret.
 *
 * @param text the whole text; it is never returned.
 * @param readable whether it is code or configuration, where a named value or a random one is likely a secret.
 * @returns what it looks like, in a few words; nothing where it does not.
 */
export function looksSecret(text: string, readable: boolean): string | undefined {
    const part = text.slice(0, LONGEST);
    const sure = SURE.find(([, form]) => form.test(part))?.[0];
    if (sure !== undefined || !readable) {
        return sure;
    }
    return namedSecret(part) ? "a password or key" : randomSecret(part) ? "a random key" : undefined;
}

function namedSecret(text: string): boolean {
    return [...text.matchAll(NAMED)].some(
        ([, value = ""]) => !PLACEHOLDER.test(value) && entropy(value) >= NAMED_ENTROPY,
    );
}

function randomSecret(text: string): boolean {
    return [...text.matchAll(RANDOM)].some(
        ([value]) =>
            [/[a-z]/, /[A-Z]/, /[0-9]/].every((kind) => kind.test(value)) && entropy(value) >= RANDOM_ENTROPY,
    );
}
