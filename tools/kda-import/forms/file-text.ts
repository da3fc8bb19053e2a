import { readFileSync } from "node:fs";
import { DescriptionError } from "../application";

/** How files begin that are not text, and what to give instead. */
const BINARY: readonly [readonly number[], string][] = [
    [
        [0x50, 0x4b],
        "it is a ZIP archive; if it is a saved Terraform plan, give the output of `terraform show -json PLAN`, else what is in it",
    ],
    [[0x1f, 0x8b], "it is compressed by gzip; give the file that is in it"],
];

/** The encoding of a text, by its byte-order mark, or by the zero bytes that UTF-16 has in every other place. */
function encodingOf(bytes: Buffer): "utf-8" | "utf-16le" | "utf-16be" {
    const [first, second] = bytes;
    if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) {
        return "utf-16le";
    }
    return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0) ? "utf-16be" : "utf-8";
}

/**
 * Decodes a text file: UTF-8 or UTF-16, with or without a byte-order mark.
 *
 * @throws DescriptionError where it is empty or not text.
 */
export function decoded(bytes: Buffer): string {
    const binary = BINARY.find(([start]) => start.every((byte, i) => bytes[i] === byte));
    if (binary) {
        throw new DescriptionError(binary[1]);
    }
    let text: string;
    try {
        text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    } catch {
        throw new DescriptionError("it is neither UTF-8 nor UTF-16; convert it to UTF-8");
    }
    if (text.includes("\0")) {
        throw new DescriptionError("it is a binary file; give a description of the application, a text file");
    }
    if (text.trim() === "") {
        throw new DescriptionError("it is empty; give a description of the application, or its SQL code");
    }
    return text.replace(/\r\n/g, "\n");
}

/**
 * Reads a text file.
 *
 * @throws DescriptionError where it cannot be read or is not text.
 */
export function fileText(file: string): string {
    let bytes: Buffer;
    try {
        bytes = readFileSync(file);
    } catch (error) {
        throw new DescriptionError(`it cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
    return decoded(bytes);
}
