/**
 * Loaded by Mocha before the tests. Stryker tests many mutants in one process: what a function remembered before a
 * mutant, or in an earlier test, would hide the mutant. So results are forgotten before each test.
 */
const MEMOIZE = require.resolve("../../policy/pack/memoize.ts");

/** @type {typeof import("../../policy/pack/memoize")} */
const { memoize } = require(MEMOIZE);

let tests = 0;

/** @type {typeof memoize} */
function memoizeForOneTest(compute, most) {
    let remembered = memoize(compute, most);
    let test = tests;
    return (key) => {
        if (test !== tests) {
            test = tests;
            remembered = memoize(compute, most);
        }
        return remembered(key);
    };
}

const loaded = require.cache[MEMOIZE];
if (loaded === undefined) {
    throw new Error(`${MEMOIZE} was loaded, but is not in the cache of modules`);
}
loaded.exports = { memoize: memoizeForOneTest };

exports.mochaHooks = {
    beforeEach() {
        tests++;
    },
};
