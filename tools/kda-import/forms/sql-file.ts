import * as path from "node:path";
import { Application } from "../application";
import { ApplicationInput } from "../translation";

const CODE = /\bCREATE\s+(OR\s+REPLACE\s+)?(STREAM|PUMP)\b|\bSELECT\s+STREAM\b/i;

/** Whether a text is an application's code: SQL that creates a stream or a pump, or reads a stream. */
export function isSqlCode(text: string): boolean {
    return CODE.test(text) && /^\s*(--|\/\*|CREATE\b|INSERT\b|SELECT\b|ALTER\b|DROP\b|SET\b|\()/i.test(text);
}

/**
 * Reads a file of SQL code alone. The application is named after the file.
 *
 * @param input its input, if something describes it; otherwise its columns follow from the code.
 */
export function sqlApplication(code: string, file: string, input: ApplicationInput | undefined): Application {
    const name = path.basename(file).replace(/\.[^.]*$/, "") || "application";
    return {
        file,
        request: { name, code, inputs: input === undefined ? [] : [input], outputs: [] },
        leftOut: [],
        notes: [],
    };
}
