const path = require("node:path");
const { DOORS, PASSES_DOORS, ROOMS, SHARED_DATA } = require("./rooms");

const ROOT = path.join(__dirname, "..", "..");

/**
 * @param {string} file relative to the root.
 * @param {string} folder a folder or a file; a module is also named without its extension.
 */
function isIn(file, folder) {
    return file === folder || file.startsWith(`${folder}/`) || file.replace(/\.[jt]s$/, "") === folder;
}

/**
 * Why a file may not import another one.
 *
 * @param {string} from the importing file, relative to the root.
 * @param {string} to the imported file or folder, relative to the root, with or without its extension.
 * @returns {string | undefined} undefined where it may.
 */
function forbidden(from, to) {
    if (to.endsWith(".json") && SHARED_DATA.some((folder) => isIn(to, folder))) {
        return undefined;
    }
    const found = ROOMS.find(({ room }) => isIn(from, room));
    if (found && !isIn(to, found.room) && !found.may.some((one) => isIn(to, one))) {
        const may = found.may.length === 0 ? "nothing outside of it" : found.may.join(", ");
        return `${found.room} may import ${may}: ${found.why}`;
    }
    const door = DOORS.find(({ folder }) => isIn(to, folder));
    if (door && !isIn(from, door.folder) && !isIn(from, PASSES_DOORS)) {
        const throughDoor = to === door.folder || isIn(to, door.door);
        return throughDoor ? undefined : `${door.folder} is imported only through ${door.door}`;
    }
    return undefined;
}

/**
 * ESLint rule: a file imports only what its room may import (tools/lint/rooms.js).
 *
 * @type {import("eslint").Rule.RuleModule}
 */
const rule = {
    meta: {
        type: "problem",
        schema: [],
        messages: { forbidden: "'{{name}}': {{why}} (tools/lint/rooms.js)" },
    },
    create(context) {
        const from = path.relative(ROOT, context.filename);
        /** @param {unknown} source the literal that names a module, if it is one. */
        const check = (source) => {
            const node = /** @type {import("estree").Literal | null | undefined} */ (source);
            if (node?.type !== "Literal" || typeof node.value !== "string" || !node.value.startsWith(".")) {
                return;
            }
            const to = path.relative(ROOT, path.resolve(path.dirname(context.filename), node.value));
            const why = forbidden(from, to);
            if (why !== undefined) {
                context.report({ node, messageId: "forbidden", data: { name: node.value, why } });
            }
        };
        return {
            ImportDeclaration: (node) => check(node.source),
            ExportNamedDeclaration: (node) => check(node.source),
            ExportAllDeclaration: (node) => check(node.source),
            ImportExpression: (node) => check(node.source),
            CallExpression: (node) => {
                if (node.callee.type === "Identifier" && node.callee.name === "require") {
                    check(node.arguments[0]);
                }
            },
            // Nodes of TypeScript, which ESLint's own types do not know.
            TSExternalModuleReference: (/** @type {{ expression: unknown }} */ node) =>
                check(node.expression),
            TSImportType: (/** @type {{ source?: unknown, argument?: { literal?: unknown } }} */ node) =>
                check(node.source ?? node.argument?.literal),
        };
    },
};

module.exports = { forbidden, rule };
