const WATCH_MILLIS = 1000;
/** Where the launcher of a plugin says who has started it: the parent can be gone before this process can look. */
export const STARTED_BY = "CC_PIPELINE_STARTED_BY";

/**
 * Ends this process when the one that started it is gone: an engine that was killed ends none of its plugins. Where its
 * output can no longer be written, the same has happened.
 *
 * @param before does what is left to do.
 */
export function endWithParent(before: () => void = () => undefined): void {
    const parent = Number(process.env[STARTED_BY] ?? process.ppid);
    const end = () => {
        before();
        process.exit(0);
    };
    setInterval(() => process.ppid !== parent && end(), WATCH_MILLIS).unref();
    process.stdout.on("error", end);
    process.stderr.on("error", end);
}
