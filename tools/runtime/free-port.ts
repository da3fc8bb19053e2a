import { createServer } from "node:net";

/** Whether a loopback port can be listened on. */
function isFree(port: number): Promise<boolean> {
    return new Promise((resolve) => {
        const server = createServer();
        server.once("error", () => resolve(false));
        server.listen({ port, host: "127.0.0.1", exclusive: true }, () => server.close(() => resolve(true)));
    });
}

/**
 * Finds a loopback port. Two clones that start at the same moment may find the same one free; CC_PIPELINE_PORT_OFFSET keeps
 * them apart.
 *
 * @param preferred the port that one would like; the offset is added to it.
 * @returns it, or the next free one of the 100 that follow.
 * @throws Error where all are taken.
 */
export async function freePort(preferred: number): Promise<number> {
    const first = preferred + Number(process.env["CC_PIPELINE_PORT_OFFSET"] ?? 0);
    for (let port = first; port < first + 100; port++) {
        if (await isFree(port)) {
            return port;
        }
    }
    throw new Error(`ports ${first} to ${first + 99} of 127.0.0.1 are all taken; free one of them`);
}
