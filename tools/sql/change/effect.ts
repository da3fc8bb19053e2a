/** One thing that a change of a query does. */
export interface Effect {
    /** The query; undefined for the application as a whole. */
    readonly query?: string;
    readonly about: "restart" | "results" | "records" | "state" | "delay";
    readonly text: string;
    /** Whether something is lost by it, or what reads the results has to change. */
    readonly harm: boolean;
}

/** Reads a length of time as people say it. */
export function spoken(millis: number): string {
    const units: readonly [number, string][] = [
        [86_400_000, "d"],
        [3_600_000, "h"],
        [60_000, "min"],
        [1_000, "s"],
    ];
    const [size, name] = units.find(([unit]) => millis >= unit && millis % unit === 0) ?? [1_000, "s"];
    return `${Math.round((millis / size) * 10) / 10} ${name}`;
}
