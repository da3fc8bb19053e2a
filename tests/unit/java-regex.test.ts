import assert from "node:assert/strict";
import { JavaPattern } from "../../components/foundation/java-regex/java-pattern";

/**
 * Expected is what java.util.regex.Pattern documents; tests/flink/java-regex.test.ts compares random patterns with Java itself.
 */
describe("a pattern of java.util.regex", () => {
    const matching: readonly [
        what: string,
        pattern: string,
        text: string,
        groups: readonly string[] | undefined,
    ][] = [
        ["matches the whole text", "b", "ab", undefined],
        ["ends . at U+0085", "a.*", "a\u0085", undefined],
        ["takes U+0085 with the flag s", "(?s)a(.*)", "a\u0085", ["\u0085"]],
        ["takes no U+00A0 for white space", "a\\sb", "a\u00a0b", undefined],
        ["takes ASCII digits only", "\\d", "٣", undefined],
        ["ends $ before a last line terminator", "(a$).", "a\u2028", undefined],
        ["ends $ before a last newline", "a$\\n", "a\n", []],
        ["ignores the case of ASCII only", "(?i)[a-s]k", "SK", []],
        ["ignores no case of other letters", "(?i)k", "\u212a", undefined],
        ["ends a flag with its group", "(?:(?i)a)b", "AB", undefined],
        ["gives a possessive quantifier's text back to nobody", "a*+a", "aaa", undefined],
        ["goes on behind a possessive quantifier", "([^ ]++) (.*)", "a b", ["a", "b"]],
        ["tries an atomic group once", "(?>a|ab)c", "abc", undefined],
        ["counts groups past atomic ones", "(?>x+)(\\w)(?>y)(\\w)\\2\\1", "xaybba", ["a", "b"]],
        ["quotes with \\Q and \\E", "\\Qa.(\\E(.)", "a.(b", ["b"]],
        ["knows POSIX classes", "(\\p{Alpha}+)(\\p{Punct})\\p{XDigit}", "ab!F", ["ab", "!"]],
        ["knows general categories", "\\p{Lu}\\P{L}\\pL", "É1é", []],
        ["takes a ] that comes first in a class", "[]a]+", "]a", []],
        ["takes a - at the end of a class", "[\\w.-]+", "a-b.c", []],
        ["knows named groups", "(?<host>\\S+) \\k<host>", "a a", ["a"]],
        ["reads digits of a reference while there are such groups", "(a)\\11", "aa1", ["a"]],
        ["takes a whole character for one", "(.)(.)", "😀a", ["😀", "a"]],
        ["knows octal and hexadecimal escapes", "\\0101\\x42\\u0043\\x{1F600}", "ABC😀", []],
        ["looks ahead and behind", "(?<=^)a(?=b)(?!c).", "ab", []],
        ["knows line breaks and blanks", "a\\Rb\\h\\R", "a\r\nb\u00a0\n", []],
        ["keeps the empty text of an optional group", "(a*)?b", "b", [""]],
    ];
    for (const [what, pattern, text, groups] of matching) {
        it(`${what}: ${pattern}`, () => assert.deepEqual(new JavaPattern(pattern).matches(text), groups));
    }

    const refused: readonly [pattern: string, reason: RegExp][] = [
        ["(a", /^the group is not closed/],
        ["a)", /^the '\)' closes no group/],
        ["*a", /^the quantifier \* follows nothing/],
        ["a**", /^the quantifier \* follows nothing/],
        ["a{x}", /^the quantifier is not \{N\}/],
        ["a{2,1}", /^the quantifier is not \{N\}/],
        ["[a", /^the pattern ends too early/],
        ["[z-a]", /^the range's end is before its beginning/],
        ["[a[b]]", /^a class within a class and && are not translated/],
        ["[a&&b]", /^a class within a class and && are not translated/],
        ["\\y", /^\\y is not an escape that is translated/],
        ["a\\", /^the pattern ends too early/],
        ["\\p{Han}", /^\\p\{Han\} is not translated/],
        ["(?x)a b", /^\(\?x is not translated/],
        ["(?d)a", /^\(\?d is not translated/],
        ["\\1(a)", /^the reference to group 1 is not behind that group/],
        ["(?:(a)|b)\\1", /which may have been left out, is not translated/],
        ["(?:(a)|b)+", /^group 1 may be left out of a repetition/],
        ["(a*)*", /^a repetition of what may match nothing/],
        ["(?=(a))a", /^a capturing group within a lookahead/],
        ["(?<=a+)b", /^a lookbehind has no obvious maximum length/],
        ["(?<a>x)(?<a>y)", /^there are two groups named a/],
        ["^*a", /^a quantifier of a place/],
    ];
    for (const [pattern, message] of refused) {
        it(`is refused: ${pattern}`, () => assert.throws(() => new JavaPattern(pattern), { message }));
    }

    it("says where it is wrong", () =>
        assert.throws(() => new JavaPattern("ab\\y"), {
            message: "\\y is not an escape that is translated (character 3)",
        }));

    it("looks at the beginning of a text", () => {
        const pattern = new JavaPattern("\\d{4}-|\\[");
        assert.deepEqual(
            ["2026-x", "[x", "x2026-"].map((text) => pattern.looksAt(text)),
            [true, true, false],
        );
    });

    it("splits as String.split() does", () => {
        assert.deepEqual(new JavaPattern(",").split(",a,,b,,"), ["", "a", "", "b"]);
        assert.deepEqual(new JavaPattern("(,) ?").split("a, b"), ["a", "b"]);
        assert.deepEqual(new JavaPattern(",").split(""), [""]);
        assert.equal(new JavaPattern("|").mayMatchNothing, true);
    });
});
