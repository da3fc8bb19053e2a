import { statSync } from "node:fs";
import { DescriptionError } from "../application";
import { ApplicationInput } from "../translation";
import { readFileApplications } from "./read-file";
import { FolderApplications, readFolderApplications } from "./read-folder";

/**
 * Reads the applications of a file or of a folder, whatever their form.
 *
 * @param place a file or a folder, as a person would write it.
 * @param input the input of a file of SQL code, which does not describe it itself.
 * @throws DescriptionError one line, where a file cannot be read or holds none, or a folder holds none.
 */
export function readApplications(place: string, input?: ApplicationInput): FolderApplications {
    if (!statSync(place, { throwIfNoEntry: false })?.isDirectory()) {
        return { applications: readFileApplications(place, input), unreadable: [] };
    }
    const found = readFolderApplications(place);
    if (found.applications.length === 0 && found.unreadable.length === 0) {
        throw new DescriptionError("no file in this folder holds a Kinesis Data Analytics SQL application");
    }
    return found;
}
