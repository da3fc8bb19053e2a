import { ActionFacts } from "./action-data";
import { IamStatement } from "../model/document";
import { overlaps } from "../../pack/glob";

const IAM_PERMISSIONS = "IAM User Guide, 'Delegating permission management with permissions boundaries'";
const PASS_ROLE = "IAM User Guide, 'Grant a user permissions to pass a role to an AWS service'";
const TRUST = "IAM User Guide, 'Update a role trust policy'";
const KEYS = "IAM User Guide, 'Security best practices in IAM'";

/**
 * The actions by which a principal gains permissions that it was not granted, in lower case: why, and the source. The
 * forms are those of the public catalogue "AWS IAM Privilege Escalation Methods" (Rhino Security Labs, 2018 and later);
 * AWS documents the mechanism of each under the title in `source`.
 */
const ESCALATIONS: Readonly<Record<string, { readonly why: string; readonly source: string }>> = {
    "iam:addusertogroup": { why: "a user joins any group and gets its permissions", source: IAM_PERMISSIONS },
    "iam:attachgrouppolicy": {
        why: "any managed policy is attached to a group of one's own",
        source: IAM_PERMISSIONS,
    },
    "iam:attachrolepolicy": {
        why: "any managed policy is attached to a role that one can use",
        source: IAM_PERMISSIONS,
    },
    "iam:attachuserpolicy": { why: "any managed policy is attached to oneself", source: IAM_PERMISSIONS },
    "iam:createaccesskey": { why: "keys of another user are made and used", source: KEYS },
    "iam:createloginprofile": { why: "a password for another user is set and used", source: KEYS },
    "iam:createpolicyversion": { why: "a policy that one has is rewritten", source: IAM_PERMISSIONS },
    "iam:deleterolepermissionsboundary": {
        why: "the bound of a role's permissions is taken away",
        source: IAM_PERMISSIONS,
    },
    "iam:deleteuserpermissionsboundary": {
        why: "the bound of one's own permissions is taken away",
        source: IAM_PERMISSIONS,
    },
    "iam:passrole": { why: "a service is handed any role and acts with it", source: PASS_ROLE },
    "iam:putgrouppolicy": { why: "any policy is written into a group of one's own", source: IAM_PERMISSIONS },
    "iam:putrolepolicy": {
        why: "any policy is written into a role that one can use",
        source: IAM_PERMISSIONS,
    },
    "iam:putuserpolicy": { why: "any policy is written into oneself", source: IAM_PERMISSIONS },
    "iam:setdefaultpolicyversion": {
        why: "an older, wider version of a policy is put back",
        source: IAM_PERMISSIONS,
    },
    "iam:updateassumerolepolicy": { why: "any role is made to trust oneself", source: TRUST },
    "iam:updateloginprofile": { why: "another user's password is changed and used", source: KEYS },
    "lambda:addpermission": { why: "any function may be called, with its role", source: PASS_ROLE },
    "lambda:createeventsourcemapping": {
        why: "a function with a role is set off by one's own events",
        source: PASS_ROLE,
    },
    "lambda:updatefunctioncode": {
        why: "code of one's own runs with any function's role",
        source: PASS_ROLE,
    },
    "lambda:updatefunctionconfiguration": {
        why: "a layer of one's own runs with any function's role",
        source: PASS_ROLE,
    },
    "glue:updatedevendpoint": { why: "a development endpoint with a role is entered", source: PASS_ROLE },
    "ssm:sendcommand": { why: "commands run on any instance, with its role", source: PASS_ROLE },
    "ssm:startsession": { why: "any instance is entered, with its role", source: PASS_ROLE },
    "sts:assumerole": { why: "any role that trusts the account is taken", source: TRUST },
};

/** Why an action on everything is a way to more permissions, and where that is documented; nothing where it is none. */
export function escalation(actionId: string): string | undefined {
    const found = ESCALATIONS[actionId.toLowerCase()];
    return found && `privilege escalation: ${found.why} (${found.source})`;
}

/** Actions that write permissions; on one's own user they are an escalation however narrow the resource is. */
const ON_ONESELF = new Set([
    "iam:attachuserpolicy",
    "iam:putuserpolicy",
    "iam:deleteuserpermissionsboundary",
]);

/** Actions that change what a role may do or who may take it. */
const ON_A_ROLE = new Set(["iam:attachrolepolicy", "iam:putrolepolicy", "iam:updateassumerolepolicy"]);

/** Actions that use a role. */
const USES_A_ROLE = new Set(["iam:passrole", "sts:assumerole"]);

/** A concrete action that a statement grants, with the statement. */
export interface Grant {
    readonly action: ActionFacts;
    readonly statement: IamStatement;
    /** Whether conditions narrow the grant. */
    readonly narrowed: boolean;
}

function isOneself(resource: string): boolean {
    return resource.includes("${aws:username}") || resource.includes("${aws:PrincipalTag/");
}

/**
 * Escalations that no single wide resource shows: permissions written into oneself, and a role whose permissions one
 * writes and which one may use. A narrowing condition, such as iam:PolicyARN or iam:PermissionsBoundary, ends both.
 *
 * @param grants all concrete actions that a document grants.
 * @returns the statement and why, one a finding.
 */
export function hiddenEscalations(grants: readonly Grant[]): { statement: IamStatement; message: string }[] {
    const open = grants.filter(({ narrowed }) => !narrowed);
    const having = (ids: ReadonlySet<string>) =>
        open.filter(({ action }) => ids.has(action.id.toLowerCase()));
    const oneself = having(ON_ONESELF).flatMap(({ action, statement }) =>
        statement.resources
            .filter(isOneself)
            .map((on) => ({ statement, message: `${action.id} on ${on}: ${escalation(action.id)}` })),
    );
    const users = having(USES_A_ROLE);
    const roles = having(ON_A_ROLE).flatMap(({ action, statement }) => {
        const user = users.find((other) => share(other.statement, statement));
        if (user === undefined) {
            return [];
        }
        const also = `${user.action.id} allows to use what ${action.id} changes`;
        return [{ statement, message: `${action.id}: ${also}; ${escalation(action.id)}` }];
    });
    return [...oneself, ...roles];
}

function share(a: IamStatement, b: IamStatement): boolean {
    return a.resources.some((one) => b.resources.some((other) => overlaps(one, other)));
}
