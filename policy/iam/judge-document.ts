import { IamDocument, parseDocument } from "./model/document";
import { Finding, advise, refuse } from "../pack/finding";
import { identityFindings } from "./judges/identity";
import { resourceFindings } from "./judges/resource-policy";
import { DocumentKind, IamSettings } from "./settings";
import { trustFindings } from "./judges/trust";
import { redundancyFindings } from "./judges/redundant-statements";

const JUDGES = { identity: identityFindings, trust: trustFindings, resource: resourceFindings };

/** Policy variables need the version that knows them (IAM User Guide, "IAM policy elements: Variables and tags"). */
const KNOWS_VARIABLES = "2012-10-17";
const IAM_VARIABLE = /\$\{(aws|iam|s3|saml|cognito|sts|redshift|graph|accounts|www)[a-z0-9.-]*:[^}]*\}/i;

function versionFindings({ version, statements }: IamDocument): Finding[] {
    const literal =
        version !== KNOWS_VARIABLES &&
        statements.some(({ resources }) => resources.some((r) => IAM_VARIABLE.test(r)));
    return literal
        ? [
              advise(
                  `Version is not "${KNOWS_VARIABLES}": policy variables such as \${aws:username} are taken literally`,
              ),
          ]
        : [];
}

/** An action or a principal that is listed twice has its findings twice: the first of each is kept. */
function dropRepeated(findings: readonly Finding[]): Finding[] {
    const seen = new Set<string>();
    return findings.filter(({ message }) => {
        const isNew = !seen.has(message);
        seen.add(message);
        return isNew;
    });
}

/**
 * Judges an IAM policy document by what it grants. A Deny only takes away, and is never wrong here.
 *
 * @param document its JSON, or what that holds.
 * @param kind what it is attached to.
 * @param settings the accounts.
 * @returns what is not right, each with its statement; none where the document is accepted.
 */
export async function judgeDocument(
    document: unknown,
    kind: DocumentKind,
    settings: IamSettings,
): Promise<Finding[]> {
    let read: IamDocument;
    try {
        read = parseDocument(document);
    } catch (error) {
        return [refuse(`the policy document cannot be read: ${(error as Error).message}`)];
    }
    const allowing = read.statements.filter(({ allows }) => allows);
    const findings = [
        ...(await JUDGES[kind](allowing, settings)),
        ...redundancyFindings(allowing),
        ...versionFindings({ ...read, statements: allowing }),
    ];
    return dropRepeated(findings);
}
