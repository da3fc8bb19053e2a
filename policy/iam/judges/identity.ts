import { ActionFacts, ActionPattern, levelCounts, levelOf, onlyReads } from "../data/action-data";
import { IamStatement } from "../model/document";
import { Grant, escalation, hiddenEscalations } from "../data/escalation";
import { hasWildcard, isAll } from "../../pack/glob";
import { Finding, advise, note, labelStatement, refuse } from "../../pack/finding";
import { ResolvedStatement, isNarrowed, resolveStatements } from "../model/resolved-statement";
import { coversForm, formsOf, isEverything } from "../model/resource-forms";
import { readsContents } from "../data/sensitive-reads";
import { IamSettings } from "../settings";
import { suggestIdentity } from "../suggest/identity";
import { NOT_ACTION } from "./statement-findings";
import { NARROWING_HINTS } from "../data/narrowing-hints";

function describeResources(statement: IamStatement): string {
    return statement.hasNotResource
        ? "all resources except the listed ones (NotResource)"
        : statement.resources.join(", ");
}

/** Finds a resource of a statement that matches all resources of a type that an action can be narrowed to. */
function findWideResource(action: ActionFacts, { resources }: IamStatement): string | undefined {
    return resources.find((resource) => isEverything(action, resource));
}

/**
 * Whether another required resource of a creating action is pinned somewhere in the document: a new instance has no
 * name to give, its subnet has (Amazon EC2 User Guide, "Example policies to control access to the Amazon EC2 API").
 */
function isPinnedElsewhere(action: ActionFacts, all: readonly ResolvedStatement[]): boolean {
    if (!/:(Create|Run|Launch|Copy|Restore|Import)/.test(action.id)) {
        return false;
    }
    const granting = all.filter(({ patterns }) => patterns.some(({ actions }) => actions.includes(action)));
    return action.forms.some(({ required, arn }) => {
        const wide = granting.some(
            (read) => !isNarrowed(read, action) && read.statement.resources.some((r) => coversForm(r, arn)),
        );
        const named = granting.some(({ statement }) =>
            statement.resources.some((r) => formsOf(action, r).some((form) => form.arn === arn)),
        );
        return required && named && !wide;
    });
}

function arnForms(action: ActionFacts): string {
    const required = action.forms.filter((form) => form.required);
    const forms = (required.length > 0 ? required : action.forms).slice(0, 4).map(({ arn }) => arn);
    return forms.join(" or ");
}

/** Describes the conditions of a statement that do not narrow it. */
function idleConditions({ statement, narrowing }: ResolvedStatement): string {
    const keys = statement.conditions.map(({ key }) => key).filter((key) => !narrowing.includes(key));
    return keys.length === 0 ? "" : `; the condition on ${[...new Set(keys)].join(", ")} names no resource`;
}

/** Why an action on everything is refused. */
function explainTooWide(action: ActionFacts, pattern: string, where: string): string {
    const what = readsContents(action.id) ? "reads contents" : levelOf(action);
    const message =
        `${pattern} on ${where}: ${action.id} (${what}) can be narrowed; name resources of the form ` +
        arnForms(action);
    return [message, escalation(action.id), NARROWING_HINTS.get(action.id)]
        .filter((part) => part !== undefined)
        .join("; ");
}

/** The first action of a pattern that writes, or reads contents, on everything, nothing narrowing it. */
function firstTooWide(
    pattern: ActionPattern,
    read: ResolvedStatement,
    all: readonly ResolvedStatement[],
): Finding[] {
    for (const action of pattern.actions) {
        const weighs = !onlyReads(action) || readsContents(action.id);
        const where =
            weighs && !isNarrowed(read, action) ? findWideResource(action, read.statement) : undefined;
        if (where !== undefined && !isPinnedElsewhere(action, all)) {
            const shown = read.statement.hasNotResource ? describeResources(read.statement) : where;
            return [refuse(explainTooWide(action, pattern.pattern, shown) + idleConditions(read))];
        }
    }
    return [];
}

/** What is wrong with a pattern whatever the statement's resources are. */
function patternFinding(pattern: ActionPattern, read: ResolvedStatement): Finding | undefined {
    if (pattern.missing !== undefined) {
        return refuse(`${pattern.pattern}: ${pattern.missing}`);
    }
    if (pattern.whole === undefined) {
        return undefined;
    }
    const message = `${pattern.pattern} on ${describeResources(read.statement)}: it grants ${pattern.whole}; name the actions that are needed${idleConditions(read)}`;
    return isNarrowed(read) ? advise(message) : refuse(message);
}

/** Whether a pattern with wildcards deserves advice: not where it only grants reads that support `*` only. */
function isLoose({ pattern, actions }: ActionPattern, { resources }: IamStatement): boolean {
    const harmless =
        resources.some(isAll) && actions.every((action) => onlyReads(action) && action.forms.length === 0);
    return hasWildcard(pattern) && !harmless;
}

function joinIds(ids: readonly string[]): string {
    return ids.length > 5 ? `${ids.slice(0, 5).join(", ")} and ${ids.length - 5} more` : ids.join(", ");
}

function looseFindings(read: ResolvedStatement): Finding[] {
    return read.patterns
        .filter((pattern) => isLoose(pattern, read.statement))
        .map(({ pattern, actions }) =>
            advise(
                `${pattern} on ${describeResources(read.statement)}: it grants ${levelCounts(actions)} today, and what AWS adds to ` +
                    `them; name those that are needed of ${joinIds(actions.map(({ id }) => id))}`,
            ),
        );
}

/** Metadata reads on everything that could be narrowed. */
function metadataFindings(read: ResolvedStatement): Finding[] {
    const wide = read.patterns
        .flatMap(({ actions }) => actions)
        .filter((action) => onlyReads(action) && !readsContents(action.id))
        .filter(
            (action) => !isNarrowed(read, action) && findWideResource(action, read.statement) !== undefined,
        );
    const ids = [...new Set(wide.map(({ id }) => id))];
    return ids.length === 0
        ? []
        : [
              advise(
                  `${joinIds(ids)} on ${describeResources(read.statement)}: they only list and describe, but could be narrowed`,
              ),
          ];
}

/** Amazon S3 accepts this ARN also for its actions without a bucket (Amazon S3 User Guide, "Bucket policies and user policies"). */
function isAllBuckets({ id }: ActionFacts, resource: string): boolean {
    return id.startsWith("s3:") && /^arn:[^:]*:s3:::\*$/.test(resource);
}

/** Advice on actions without a matching resource in the statement, and notes on resources without an action. */
function unmatchedFindings({ statement, patterns }: ResolvedStatement): Finding[] {
    if (statement.resources.some(isAll)) {
        return [];
    }
    const actions = patterns.flatMap((pattern) => pattern.actions);
    const forms = new Set(actions.flatMap((action) => action.forms));
    const serves = (action: ActionFacts, r: string) =>
        formsOf(action, r).length > 0 || isAllBuckets(action, r);
    const idle = patterns
        .filter(({ actions: own }) =>
            own.every((action) => !statement.resources.some((r) => serves(action, r))),
        )
        .map(({ pattern, actions: own }) => {
            const wildcardOnly = own.every((action) => action.forms.length === 0);
            const why = wildcardOnly
                ? "it supports the resource * only"
                : "none of these can be its resource";
            return advise(`${pattern} on ${statement.resources.join(", ")}: it grants nothing; ${why}`);
        });
    const unused = statement.resources
        .filter((r) => forms.size > 0 && !actions.some((action) => serves(action, r)))
        .map((r) => note(`${r}: none of the statement's actions is for such a resource`));
    return [...idle, ...(idle.length === patterns.length ? [] : unused)];
}

function statementFindings(read: ResolvedStatement, all: readonly ResolvedStatement[]): Finding[] {
    const { statement, patterns } = read;
    if (statement.hasPrincipal || statement.hasNotPrincipal) {
        return [refuse("it has a Principal, which only a trust or resource policy may have")];
    }
    if (statement.hasNotAction) {
        return [refuse(NOT_ACTION)];
    }
    if (!statement.hasResource) {
        return [refuse("it has no Resource; name the resources that are needed")];
    }
    const general = patterns.map((pattern) => patternFinding(pattern, read)).filter((f) => f !== undefined);
    const sound = {
        ...read,
        patterns: patterns.filter(({ whole, missing }) => whole === undefined && missing === undefined),
    };
    return [
        ...general,
        ...sound.patterns.flatMap((pattern) => firstTooWide(pattern, read, all)),
        ...looseFindings(sound),
        ...metadataFindings(sound),
        ...unmatchedFindings(sound),
    ];
}

/**
 * Judges the statements of an identity policy.
 *
 * @param statements those that allow.
 * @param settings the accounts.
 * @returns what is not right, each with its statement.
 */
export async function identityFindings(
    statements: readonly IamStatement[],
    settings: IamSettings,
): Promise<Finding[]> {
    const all = await resolveStatements(statements);
    const own = all.flatMap((read) =>
        labelStatement(read.statement.label, statementFindings(read, all), suggestIdentity(read, settings)),
    );
    const grants: Grant[] = all.flatMap((read) =>
        read.patterns
            .flatMap(({ actions, whole }) => (whole === undefined ? actions : []))
            .map((action) => ({ action, statement: read.statement, narrowed: isNarrowed(read, action) })),
    );
    const hidden = hiddenEscalations(grants).map(({ statement, message }) =>
        refuse(`${statement.label}: ${message}`),
    );
    return [...own, ...hidden];
}
