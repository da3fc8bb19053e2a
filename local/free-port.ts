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
 * Finds a loopback port.
 *
 * @param first the port that one would like.
 * @returns it, or the next free one of the 100 that follow.
 * @throws Error where all are taken.
 */
export async function freePort(first: number): Promise<number> {
    for (let port = first; port < first + 100; port++) {
        if (await isFree(port)) {
            return port;
        }
    }
    throw new Error(`ports ${first} to ${first + 99} of 127.0.0.1 are all taken; free one of them`);
}
