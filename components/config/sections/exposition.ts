import { integer } from "../key";
import { Settings } from "../settings";

/** The keys of the section `exposition`: Athena. */
export const EXPOSITION_KEYS = {
    scanLimitMb: integer({
        unit: "MB",
        default: 1024,
        min: 10,
        max: 7_000_000_000,
        why: "a query that scans more is cut off: what one mistake can cost",
    }),
    resultExpiryDays: integer({
        unit: "days",
        default: 30,
        min: 1,
        max: 3650,
        why: "how long Athena's own results are kept",
    }),
} as const;

/** The settings of the Athena workgroup. */
export type ExpositionSettings = Settings<typeof EXPOSITION_KEYS>;
