const WATCH_MILLIS = 2000;

/** Ends this process when the one that started it is gone: an engine that was killed ends none of its plugins. */
export function endWithParent(): void {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && process.exit(0), WATCH_MILLIS).unref();
}
