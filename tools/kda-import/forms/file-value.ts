import { DescriptionError } from "../application";
import { fileText } from "./file-text";
import { unknown } from "./unknown-values";

/**
 * The text of a file that a value refers to, or an unknown value that says why it cannot be read.
 *
 * @param name the reference, as it is written.
 */
export function fileValue(file: string, name: string): string {
    try {
        return fileText(file);
    } catch (error) {
        if (error instanceof DescriptionError) {
            return unknown(`${name} (${error.message})`);
        }
        throw error;
    }
}
