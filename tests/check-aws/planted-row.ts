import { Mutation } from "./recording";

/** A mistake to plant: its kind, the operation whose recorded call is changed, the place that must be reported, and the change. */
export type Row = readonly [kind: string, operation: string, place: string, mutation: Mutation];

/** A text of a length. */
export const long = (length: number) => "a".repeat(length);
