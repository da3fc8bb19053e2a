import { HandChange } from "./hand-change";
import { BUCKETS } from "./hand-changes-buckets";
import { STREAMS, TABLES } from "./hand-changes-data";
import { WATCHED } from "./hand-changes-monitoring";
import { IDENTITIES, MACHINES } from "./hand-changes-producer";

/** At least one change of each type that the local provider serves. */
export const HAND_CHANGES: readonly HandChange[] = [
    ...STREAMS,
    ...BUCKETS,
    ...TABLES,
    ...MACHINES,
    ...IDENTITIES,
    ...WATCHED,
];
