import { CBOR_REQUESTS, CBOR_RESPONSES } from "./planted-cbor";
import { JSON_REQUESTS, JSON_RESPONSES, REST_JSON_REQUESTS, REST_JSON_RESPONSES } from "./planted-json";
import { Row } from "./planted-row";
import {
    EC2_REQUESTS,
    EC2_RESPONSES,
    QUERY_REQUESTS,
    QUERY_RESPONSES,
    XML_REQUESTS,
    XML_RESPONSES,
} from "./planted-xml";
import { Mutation } from "./recording";

/** A mistake in a recorded call, and what the check must say of it. */
export interface Planted {
    readonly protocol: string;
    readonly side: "request" | "response";
    readonly kind: string;
    /** The operation whose recorded call is changed. */
    readonly operation: string;
    readonly place: string;
    readonly mutation: Mutation;
}

function of(protocol: string, side: Planted["side"], rows: readonly Row[]): Planted[] {
    return rows.map(([kind, operation, place, mutation]) => ({
        ...{ protocol, side, kind, operation, place, mutation },
    }));
}

/** One mistake at least of each kind, in the requests and the responses of each protocol that is spoken to the emulator. */
export const PLANTED: readonly Planted[] = [
    ...of("CBOR", "request", CBOR_REQUESTS),
    ...of("CBOR", "response", CBOR_RESPONSES),
    ...of("JSON", "request", JSON_REQUESTS),
    ...of("JSON", "response", JSON_RESPONSES),
    ...of("Query", "request", QUERY_REQUESTS),
    ...of("Query", "response", QUERY_RESPONSES),
    ...of("EC2 Query", "request", EC2_REQUESTS),
    ...of("EC2 Query", "response", EC2_RESPONSES),
    ...of("REST XML", "request", XML_REQUESTS),
    ...of("REST XML", "response", XML_RESPONSES),
    ...of("REST JSON", "request", REST_JSON_REQUESTS),
    ...of("REST JSON", "response", REST_JSON_RESPONSES),
];
