import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { ROOT } from "../../tools/runtime/paths";
import { Cbor, decodeCbor, encodeCbor } from "./cbor";

const CHECK = path.join(ROOT, "local", "aws-check", "main.py");

/** A call as local/emulator/recording.py writes it. */
export interface RecordedCall {
    readonly method: string;
    readonly path: string;
    readonly query: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: { readonly base64: string };
    readonly status: number;
    readonly responseHeaders: readonly (readonly [string, string])[];
    readonly responseBody: { readonly base64: string };
}

/** What the check has found at one place of a call. */
export interface Found {
    readonly side: "request" | "response";
    readonly kind: string;
    readonly place: string;
    readonly rule: string;
    readonly found: string;
}

/** What the check says of one call. */
export interface Checked {
    readonly operation: string;
    readonly deviations: readonly Found[];
}

/** The calls of a recording. */
export function readCalls(file: string): RecordedCall[] {
    const lines = readFileSync(file, "utf8").trim().split("\n");
    return lines.map((line) => JSON.parse(line) as RecordedCall);
}

/** Writes calls to a recording of their own. @returns the file. */
export function writeCalls(calls: readonly RecordedCall[]): string {
    const file = path.join(mkdtempSync(path.join(tmpdir(), "cc-pipeline-")), "calls.jsonl");
    writeFileSync(file, calls.map((call) => `${JSON.stringify(call)}\n`).join(""));
    return file;
}

/** Checks each call of a recording by itself. */
export function checkEach(python: string, calls: readonly RecordedCall[]): Checked[] {
    const output = execFileSync(python, ["-B", CHECK, "--each", writeCalls(calls)], {
        encoding: "utf8",
        maxBuffer: 64 * 1024 * 1024,
    });
    const lines = output.trim().split("\n");
    assert.equal(lines.length, calls.length);
    return lines.map((line) => JSON.parse(line) as Checked);
}

function text(body: { readonly base64: string }): string {
    return Buffer.from(body.base64, "base64").toString("utf8");
}

function changed(before: string, after: string): { base64: string } {
    assert.notEqual(after, before, "the mutation changes nothing");
    return { base64: Buffer.from(after).toString("base64") };
}

/** A change of a call's text. */
export type Mutation = (call: RecordedCall) => RecordedCall;
type Members = Record<string, unknown>;

/** Changes a JSON body by setting a member, or removing it (undefined). @param place such as `Group.Name`. */
function withMember(body: string, place: string, value: unknown): string {
    const root = JSON.parse(body === "" ? "{}" : body) as Members;
    const names = place.split(".");
    const last = names.pop() ?? "";
    const parent = names.reduce((node, name) => node[name] as Members, root);
    parent[last] = value; // JSON has no member that is undefined
    return JSON.stringify(root);
}

/** Sets a member of a JSON request. */
export function jsonRequest(place: string, value: unknown): Mutation {
    return (call) => ({ ...call, body: changed(text(call.body), withMember(text(call.body), place, value)) });
}

/** Sets a member of a JSON response. */
export function jsonResponse(place: string, value: unknown): Mutation {
    return (call) => {
        const body = text(call.responseBody);
        return { ...call, responseBody: changed(body, withMember(body, place, value)) };
    };
}

/** Sets a member of a message in CBOR, or removes it. */
function withCborMember(body: Buffer, place: string, value: Cbor | undefined): { base64: string } {
    const root = decodeCbor(body) as Record<string, Cbor>;
    const names = place.split(".");
    const last = names.pop() ?? "";
    const parent = names.reduce((node, name) => node[name] as Record<string, Cbor>, root);
    parent[last] = value ?? null; // a null member is an absent one
    return { base64: encodeCbor(root).toString("base64") };
}

/** Sets a member of a request in CBOR. */
export function cborRequest(place: string, value: Cbor | undefined): Mutation {
    return (call) => ({
        ...call,
        body: withCborMember(Buffer.from(call.body.base64, "base64"), place, value),
    });
}

/** Sets a member of a response in CBOR. */
export function cborResponse(place: string, value: Cbor | undefined): Mutation {
    return (call) => ({
        ...call,
        responseBody: withCborMember(Buffer.from(call.responseBody.base64, "base64"), place, value),
    });
}

/** Sets a parameter of a form, or removes it. */
export function form(name: string, value: string | undefined): Mutation {
    return (call) => {
        const parameters = new URLSearchParams(text(call.body));
        parameters.delete(name);
        if (value !== undefined) {
            parameters.append(name, value);
        }
        return { ...call, body: changed(text(call.body), parameters.toString()) };
    };
}

/** Replaces a part of an XML request. */
export function xmlRequest(from: RegExp, to: string): Mutation {
    return (call) => ({ ...call, body: changed(text(call.body), text(call.body).replace(from, to)) });
}

/** Replaces a part of an XML response. */
export function xmlResponse(from: RegExp, to: string): Mutation {
    return (call) => {
        const body = text(call.responseBody);
        return { ...call, responseBody: changed(body, body.replace(from, to)) };
    };
}

/** Sets a header of the request. */
export function header(name: string, value: string): Mutation {
    return (call) => ({
        ...call,
        headers: [...call.headers.filter(([other]) => other !== name), [name, value]],
    });
}

/** Sets the request's query. */
export function query(value: string): Mutation {
    return (call) => ({ ...call, query: value });
}

/** Sets the request's path. */
export function uriPath(value: string): Mutation {
    return (call) => ({ ...call, path: value });
}

/** Sets the answer's status. */
export function status(value: number): Mutation {
    return (call) => ({ ...call, status: value });
}

/** Takes the request's body away, and its checksum with it. */
export function withoutBody(call: RecordedCall): RecordedCall {
    const headers = call.headers.filter(([name]) => !/^x-amz-(checksum|sdk-checksum)-/.test(name));
    return { ...call, headers, body: { base64: "" } };
}
