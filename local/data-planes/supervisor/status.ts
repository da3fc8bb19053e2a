import * as path from "node:path";
import { CLOUD_DIR } from "../../../tools/runtime/paths";
import { FlinkStatus } from "../flink/flink";
import { MachineStatus } from "../machine/machine";

/** The data planes' report on themselves, renewed each second. */
export interface DataPlaneStatus {
    readonly atMillis: number;
    readonly machines: MachineStatus[];
    readonly applications: FlinkStatus[];
    readonly error?: string;
}

/** The file that holds it. */
export const STATUS_FILE = path.join(CLOUD_DIR, "data-planes.json");
