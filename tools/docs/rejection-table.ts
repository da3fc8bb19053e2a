import rejectedRecords from "../../flink/src/main/resources/rejected-records.json";
import { Block, table } from "./block";

/** Every reason of a rejected record or result, from the file that job, table and alarms are tested against or read. */
export const REJECTION_REASONS: Block = {
    name: "reasons",
    text: () =>
        table(
            ["reason", "what it means"],
            Object.entries({
                ...rejectedRecords.reasons.record,
                ...rejectedRecords.reasons.result,
            }).map(([reason, meaning]) => [`\`${reason}\``, meaning]),
        ),
};
