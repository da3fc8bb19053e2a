/** A folder whose mutants are tested together, and the tests that are to find them. */
export interface Part {
    /** Relative to the root. */
    readonly folder: string;
    /** Test files, relative to the root. A mutant of a constant runs them all, so the quickest come first. */
    readonly tests: readonly string[];
}

const unit = (...names: readonly string[]) => names.map((name) => `tests/unit/${name}.test.ts`);
const policy = (...names: readonly string[]) => names.map((name) => `tests/policy/${name}.test.ts`);

/** Without the properties: they take seconds, and a mutant that only they notice wants a direct assertion. */
const IAM = policy(
    "iam-documents",
    "iam-scope",
    "iam-principals",
    "iam-redundancy",
    "iam-findings",
    "iam-escalations",
    "iam-suggestions",
    "iam-suggestions-identity",
    "iam-cases",
    "iam-least-privilege",
);

/** Every folder of components/ and policy/, the small pure ones first. */
export const PARTS: readonly Part[] = [
    { folder: "components/config", tests: unit("config", "settings", "tier-refusals") },
    { folder: "components/foundation", tests: unit("naming", "new-role", "storage", "whole-stack") },
    { folder: "components/monitoring", tests: unit("monitoring", "tier-refusals") },
    { folder: "components/queries", tests: unit("analytics", "exposition") },
    { folder: "components/catalog", tests: unit("exposition", "storage") },
    { folder: "components/exposition", tests: unit("exposition") },
    { folder: "components/storage", tests: unit("storage", "tiers") },
    { folder: "components/ingestion", tests: unit("user-data", "ingestion") },
    {
        folder: "components/analytics",
        tests: unit("application-control", "code-objects", "kinesis-sql", "analytics"),
    },
    { folder: "components/package", tests: unit("component-package") },
    { folder: "components/stack", tests: unit("whole-stack") },
    { folder: "policy/iam", tests: IAM },
    {
        folder: "policy/rules",
        tests: policy(
            "rules",
            "stack-rules",
            "stream-shard-count",
            "bucket-naming",
            "pack",
            "iam-least-privilege",
        ),
    },
    { folder: "policy/pack", tests: [...policy("pack", "rules", "stack-rules"), ...IAM] },
    { folder: "policy/cli", tests: policy("check", "check-stacks") },
];
