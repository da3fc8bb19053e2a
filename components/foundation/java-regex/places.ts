/**
 * Places between characters, in JavaScript without its flags m and i. A letter of Java's `\b` is any letter or digit of Unicode,
 * with the marks on it, although `\w` knows ASCII only (java.util.regex.Pattern until Java 18; from 19 on `\b` is ASCII, too).
 */
const MARKED = String.raw`[\p{L}\p{Nd}]\p{Mn}*`;
const AFTER_WORD = String.raw`(?<=${MARKED}|_)`;
const NOT_AFTER_WORD = String.raw`(?<!${MARKED}|_)`;
const BEFORE_WORD = String.raw`(?:(?=[\p{L}\p{Nd}_])|(?<=${MARKED})(?=\p{Mn}))`;

export const WORD_BOUNDARY = `(?:${AFTER_WORD}(?!${BEFORE_WORD})|${NOT_AFTER_WORD}${BEFORE_WORD})`;
export const NO_WORD_BOUNDARY = `(?!${WORD_BOUNDARY})`;

export const INPUT_START = "^";
export const INPUT_END = "$";

/** `$` and `\Z`: the end, or before a line terminator that is the last thing; \r\n is one. */
export const LAST_LINE_END = String.raw`(?:$|(?=\r\n$)|(?=[\r\u0085\u2028\u2029]$)|(?<!\r)(?=\n$))`;

/** `^` with the flag m: after a line terminator, and never at the very end. */
export const LINE_START = String.raw`(?:(?:^|(?<=[\n\u0085\u2028\u2029])|(?<=\r)(?!\n))(?!$))`;

/** `$` with the flag m. */
export const LINE_END = String.raw`(?:$|(?=[\r\u0085\u2028\u2029])|(?<!\r)(?=\n))`;
