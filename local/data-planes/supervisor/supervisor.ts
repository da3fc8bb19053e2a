import { cloudProgram } from "../../bundles/bundles";
import { ROOT } from "../../../tools/runtime/paths";
import { readJson, remembered, running, startDetached, stop } from "../../../tools/runtime/processes";
import { DataPlaneStatus, STATUS_FILE } from "./status";

const NAME = "data-planes";
/** What the data planes' process starts; each goes on for a moment, or longer, where that process was killed. */
const CHILDREN = /^(agent|flink)-/;

/** Makes sure that the data planes run. @returns whether they were started just now. */
export function ensureDataPlanes(endpoint: string, region: string): boolean {
    if (running(NAME)) {
        return false;
    }
    startDetached(NAME, cloudProgram(NAME), {
        cwd: ROOT,
        env: { ...process.env, AWS_ENDPOINT_URL: endpoint, AWS_REGION: region },
    });
    return true;
}

export function dataPlanesRun(): boolean {
    return running(NAME) !== undefined;
}

/** Ends the data planes and all that they started. */
export async function stopDataPlanes(): Promise<boolean> {
    const ran = await stop(NAME, 15_000);
    const children = remembered().filter((name) => CHILDREN.test(name));
    const ended = await Promise.all(children.map((name) => stop(name)));
    return ran || ended.includes(true);
}

/** The data planes' last status; undefined before the first one. */
export function dataPlaneStatus(): DataPlaneStatus | undefined {
    return readJson<DataPlaneStatus>(STATUS_FILE);
}
