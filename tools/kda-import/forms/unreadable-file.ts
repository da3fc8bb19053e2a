import { DescriptionError } from "../application";

/** A file that seems to hold an application and cannot be read. */
export interface UnreadableFile {
    readonly file: string;
    readonly message: string;
}

/** Runs a reader; what is wrong goes to the list of files that cannot be read. */
export function attempt<T>(file: string, unreadable: UnreadableFile[], read: () => T): T | undefined {
    try {
        return read();
    } catch (error) {
        if (!(error instanceof DescriptionError)) {
            throw error;
        }
        unreadable.push({ file, message: error.message });
        return undefined;
    }
}
