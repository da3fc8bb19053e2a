import { Evaluation } from "./subject";

const SIGNS = { accept: "✔", advise: "•", refuse: "✘" } as const;

function countVerdicts(evaluations: readonly Evaluation[]): string {
    const count = (verdict: Evaluation["verdict"]) =>
        evaluations.filter((evaluation) => evaluation.verdict === verdict).length;
    return `${count("accept")} accepted, ${count("advise")} with advice, ${count("refuse")} refused`;
}

/** Formats evaluations for people: those with findings by file, and a line with the counts. */
export function formatText(evaluations: readonly Evaluation[]): string {
    const lines: string[] = [];
    let file: string | undefined;
    for (const evaluation of evaluations.filter(({ findings }) => findings.length > 0)) {
        if (evaluation.file !== file) {
            file = evaluation.file;
            lines.push(file);
        }
        lines.push(`  ${SIGNS[evaluation.verdict]} ${evaluation.id}: ${evaluation.verdict}`);
        for (const { level, rule, message, fix } of evaluation.findings) {
            lines.push(`      ${level} ${rule}: ${message}`);
            if (fix !== undefined) {
                lines.push(`             this would pass: ${fix}`);
            }
        }
    }
    return [...lines, countVerdicts(evaluations)].join("\n");
}

/** Formats evaluations for programs: a line of JSON per document, name or resource. */
export function formatJson(evaluations: readonly Evaluation[]): string {
    return evaluations
        .map(({ id, verdict, findings }) => JSON.stringify({ id, verdict, findings }))
        .join("\n");
}

const SARIF_LEVELS = { note: "note", advise: "warning", refuse: "error" } as const;

/**
 * For code scanning: SARIF 2.1.0.
 *
 * @param rules name and description of each rule.
 */
export function formatSarif(
    evaluations: readonly Evaluation[],
    rules: readonly { name: string; description: string }[],
): string {
    const results = evaluations.flatMap(({ id, file, line, findings }) =>
        findings.map(({ rule, level, message, fix }) => ({
            ruleId: rule,
            level: SARIF_LEVELS[level],
            message: { text: `${id}: ${message}${fix === undefined ? "" : `; this would pass: ${fix}`}` },
            locations: [
                {
                    physicalLocation: {
                        artifactLocation: { uri: file.split("\\").join("/") },
                        region: { startLine: line ?? 1 },
                    },
                    logicalLocations: [{ fullyQualifiedName: id }],
                },
            ],
        })),
    );
    const driver = {
        name: "cc-pipeline-policy",
        rules: rules.map(({ name, description }) => ({ id: name, shortDescription: { text: description } })),
    };
    return JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver }, results }] }, null, 2);
}
