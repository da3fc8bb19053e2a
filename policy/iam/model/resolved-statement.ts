import { ActionFacts, ActionPattern, expandPattern } from "../data/action-data";
import { narrowingKeys } from "./conditions";
import { IamStatement } from "./document";

/** A statement with the actions that its patterns match, and the conditions that narrow it. */
export interface ResolvedStatement {
    readonly statement: IamStatement;
    readonly patterns: readonly ActionPattern[];
    /** The keys of its conditions that narrow it. */
    readonly narrowing: readonly string[];
}

/** Resolves statements: which actions their patterns match, and which conditions narrow them. */
export function resolveStatements(statements: readonly IamStatement[]): Promise<ResolvedStatement[]> {
    return Promise.all(
        statements.map(async (statement) => ({
            statement,
            patterns: await Promise.all(statement.actions.map(expandPattern)),
            narrowing: await narrowingKeys(statement.conditions),
        })),
    );
}

/** Whether conditions narrow a statement, or one action of it. The service that a role is passed to does not say which role. */
export function isNarrowed({ narrowing }: ResolvedStatement, action?: ActionFacts): boolean {
    return action?.id === "iam:PassRole"
        ? narrowing.some((key) => key !== "iam:passedtoservice")
        : narrowing.length > 0;
}
