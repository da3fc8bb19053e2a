import { ActionFacts, ActionPattern, onlyReads } from "../data/action-data";
import { ResolvedStatement } from "../model/resolved-statement";
import { arnToPaste, formsOf, isEverything } from "../model/resource-forms";
import { readsContents } from "../data/sensitive-reads";
import { IamSettings } from "../settings";

/** Most actions of a pattern that a suggestion names; a person adds the others that are needed. */
const MOST_ACTIONS = 12;

function isMetadata(action: ActionFacts): boolean {
    return onlyReads(action) && !readsContents(action.id);
}

/** The actions to suggest for a pattern: those that it means, or of a wide one those that only list and describe. */
export function suggestedActions({ actions, whole }: ActionPattern): readonly ActionFacts[] {
    return whole === undefined && actions.length <= MOST_ACTIONS
        ? actions
        : actions.filter(isMetadata).slice(0, MOST_ACTIONS);
}

/** The resources to suggest for an action: the statement's own where they are narrow enough, or what has to be named. */
function suggestedResources(
    action: ActionFacts,
    { statement }: ResolvedStatement,
    account: string,
): string[] {
    if (action.forms.length === 0) {
        return ["*"];
    }
    const own = statement.hasNotResource
        ? []
        : statement.resources.filter((r) => !isEverything(action, r) && formsOf(action, r).length > 0);
    if (own.length > 0) {
        return own;
    }
    const required = action.forms.filter((form) => form.required);
    const forms = required.length > 0 ? required : action.forms.slice(0, 1);
    return forms.map(({ arn }) => arnToPaste(arn, account));
}

/**
 * The narrowest form of a statement that would pass: exact actions, each on the resources that it can be narrowed to.
 *
 * @param read the statement.
 * @param settings the accounts; the first own one is put into ARNs.
 * @returns JSON of one statement or a list of them; nothing where only a person can know what is needed.
 */
export function suggestIdentity(read: ResolvedStatement, { accounts }: IamSettings): string | undefined {
    const actions = new Set(read.patterns.flatMap(suggestedActions));
    if (actions.size === 0) {
        return undefined;
    }
    const byResources = new Map<string, { resources: string[]; ids: string[] }>();
    for (const action of actions) {
        const resources = suggestedResources(action, read, accounts[0] ?? "*");
        const group = byResources.get(resources.join()) ?? { resources, ids: [] };
        group.ids.push(action.id);
        byResources.set(resources.join(), group);
    }
    const condition = read.statement.written["Condition"];
    const statements = [...byResources.values()].map(({ resources, ids }) => ({
        Effect: "Allow",
        Action: ids,
        Resource: resources,
        Condition: condition, // left out of the JSON where there is none
    }));
    return JSON.stringify(statements.length === 1 ? statements[0] : statements);
}
