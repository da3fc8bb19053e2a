/** Half of a surrogate pair in UTF-8, which is malformed: Java replaces it once, Node.js each of its bytes. */
const SURROGATE = /\xED[\xA0-\xBF][\x80-\xBF]?/g;
const REPLACEMENT = "\ufffd";
const REPLACEMENT_BYTES = "\xEF\xBF\xBD";

/** Decodes UTF-8 as Java does: each malformed sequence becomes U+FFFD. */
export function decodeUtf8(bytes: Buffer): string {
    const text = bytes.toString("utf8");
    return text.includes(REPLACEMENT)
        ? Buffer.from(bytes.toString("latin1").replace(SURROGATE, REPLACEMENT_BYTES), "latin1").toString(
              "utf8",
          )
        : text;
}
