/**
 * Leaves out mutants of words that no program and no message depends on: a test of them could only
 * repeat them. Numbers, names of properties, conditions, and the words of errors and findings are mutated.
 *
 * Keys of an object whose value is prose, and where it is shown.
 *
 * @type {Readonly<Record<string, string>>}
 */
const PROSE = {
    why: "prose of a key, a rule, or an action by which a principal gains permissions",
    source: "title of a page of AWS",
    defaultText: "prose of a key, for docs/configuration.md",
    description: "prose of a rule, a setting or a resource, for people who read its page or the console",
    accepts: "prose of a rule, for its page",
    reason: "prose of an alarm's description",
    runbook: "prose of an alarm's description",
};

/** Functions whose last texts are prose of a key of the configuration, see components/config/sections/alarms.ts. */
const PROSE_CALLS = ["threshold", "count"];

/**
 * @typedef {object} NodePath what this reads of Babel's NodePath.
 * @property {{ type: string, key?: { name?: string }, callee?: { name?: string } }} node
 * @property {string} [listKey] the list of the parent's that has the node.
 * @property {NodePath | null} parentPath
 */

const TEXTS = ["StringLiteral", "TemplateLiteral", "BinaryExpression"];

/**
 * @param {{ name?: string } | undefined} identifier
 */
function nameOf(identifier) {
    return identifier?.name ?? "";
}

/**
 * Why a mutant of a node would be meaningless.
 *
 * @param {NodePath} path
 * @returns {string | undefined} undefined where it is to be tested.
 */
function whyIgnored({ node, parentPath, listKey }) {
    const parent = parentPath?.node;
    if (!parent || !TEXTS.includes(node.type)) {
        return undefined;
    }
    if (parent.type === "ObjectProperty") {
        return PROSE[nameOf(parent.key)];
    }
    return listKey === "arguments" && PROSE_CALLS.includes(nameOf(parent.callee)) ? PROSE["why"] : undefined;
}

module.exports = { whyIgnored };
