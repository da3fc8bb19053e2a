/** Milliseconds between two progress lines of a step where the output is not a terminal. */
const PROGRESS_MILLIS = 15_000;
const TERMINAL_MILLIS = 250;

function seconds(sinceMillis: number): string {
    return `${((Date.now() - sinceMillis) / 1000).toFixed(1)} s`;
}

/**
 * Shows a step while it runs: its title, what it is doing, and its time.
 *
 * @param title what the step makes.
 * @param work does it; it may report what it is doing, and returns what it made.
 * @returns what the work returns.
 */
export async function step<T>(
    title: string,
    work: (progress: (doing: string) => void) => Promise<T>,
): Promise<T> {
    const begun = Date.now();
    let doing = "";
    const { isTTY, columns } = process.stdout;
    const line = (mark: string) =>
        `  ${mark} ${title}${doing && mark === "…" ? `: ${doing}` : ""}  ${seconds(begun)}`;
    const show = () => {
        const text = line("…");
        if (isTTY) {
            process.stdout.write(`\r\x1b[2K${text.slice(0, (columns || 80) - 1)}`);
        } else {
            console.log(text);
        }
    };
    const timer = setInterval(show, isTTY ? TERMINAL_MILLIS : PROGRESS_MILLIS);
    try {
        const made = await work((now) => {
            doing = now;
        });
        console.log(`${isTTY ? "\r\x1b[2K" : ""}${line("✔")}`);
        return made;
    } catch (error) {
        console.log(`${isTTY ? "\r\x1b[2K" : ""}${line("✘")}`);
        throw error;
    } finally {
        clearInterval(timer);
    }
}
