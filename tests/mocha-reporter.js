const { writeFileSync } = require("node:fs");
const Mocha = require("mocha");

const SHOWN = 600;

/** Mocha's spec reporter. It also shows at once why a test failed, and writes its counts where tests/run.ts reads them. */
class CountingReporter extends Mocha.reporters.Spec {
    /**
     * @param {import("mocha").Runner} runner
     * @param {import("mocha").MochaOptions} options
     */
    constructor(runner, options) {
        super(runner, options);
        runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, (_test, error) => {
            const text = String(error.message);
            const cut = text.length > 2 * SHOWN ? `${text.slice(0, SHOWN)}\n…\n${text.slice(-SHOWN)}` : text;
            console.log(cut.replace(/^/gm, "        "));
        });
        runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
            const { passes, failures, pending } = this.stats;
            const file = process.env["MOCHA_COUNTS"];
            if (file) {
                writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
            }
        });
    }
}

module.exports = CountingReporter;
