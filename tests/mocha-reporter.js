const { writeFileSync } = require("node:fs");
const Mocha = require("mocha");

/** Mocha's spec reporter, which also writes its counts where tests/run.ts reads them. */
class CountingReporter extends Mocha.reporters.Spec {
    /**
     * @param {import("mocha").Runner} runner
     * @param {import("mocha").MochaOptions} options
     */
    constructor(runner, options) {
        super(runner, options);
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
