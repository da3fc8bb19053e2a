import { readConfig } from "../../components/config/read-config";
import { Key } from "../../components/config/key";
import { ALARM_KEYS } from "../../components/config/sections/alarms";
import { resourceNames } from "../../components/foundation/names";
import { Alarm, alarms } from "../../components/monitoring/alarms";
import { Block, table } from "./block";

/** The page's stack: placeholders for each reader's own names. */
const DEPLOYMENT = {
    project: "PROJECT",
    stack: "STACK",
    accountId: "ACCOUNT",
    region: "REGION",
    partition: "aws",
};

const COMPARISONS: Readonly<Record<Alarm["comparison"], string>> = {
    GreaterThanThreshold: "above",
    LessThanThreshold: "below",
    LessThanOrEqualToThreshold: "at or below",
};

function defaultAlarms(): Alarm[] {
    const names = resourceNames(DEPLOYMENT);
    const deliveries = [
        { id: "QUERY", deliveryStreamName: names.resultsDelivery("QUERY") },
        { id: "rejected", deliveryStreamName: names.rejectedDelivery },
    ];
    const config = readConfig({}, "cc-pipeline", "us-east-1");
    return alarms({ config, names, streamName: names.stream, deliveries });
}

function minutes(seconds: number): string {
    return seconds === 60 ? "1 minute" : `${seconds / 60} minutes`;
}

/** One line per metric, however many delivery streams have it. */
function metricNames(sources: Alarm["sources"]): string {
    const names = sources.map(({ namespace, metric, stat }) => `\`${namespace} ${metric}\` (${stat})`);
    return [...new Set(names)].join(", ");
}

function condition({
    id,
    comparison,
    expression,
    period,
    periods,
    missingDataBreaches = false,
}: Alarm): string {
    const key: Key<unknown> = ALARM_KEYS[id];
    const [limit, unit] = [`\`alarms.${id}\``, key.unit ?? ""];
    const span =
        id === "notRunning"
            ? `at or below 0 in as many periods in a row as ${limit} has minutes (default: ${key.defaultText}), each of ${minutes(period)}`
            : `${COMPARISONS[comparison]} ${limit} (default: ${key.defaultText}; unit: ${unit}) ` +
              `in ${periods === 1 ? "a period" : `${periods} periods in a row, each`} of ${minutes(period)}`;
    const computed = expression === undefined ? "" : `, computed as \`${expression}\`,`;
    return `${computed} is ${span}.${missingDataBreaches ? " Missing data counts as breaching." : ""}`;
}

function runbook(alarm: Alarm): string {
    return [
        `### ${alarm.id}`,
        `${alarm.reason}.`,
        `- **Raised when** ${metricNames(alarm.sources)}${condition(alarm)}`,
        `- **What to do:** ${alarm.runbook}`,
    ]
        .join("\n\n")
        .replace(".\n\n- **What", ".\n- **What");
}

function alarmRunbooks(): string {
    const all = defaultAlarms();
    const rows = all.map(({ id, reason }) => [`[${id}](#${id.toLowerCase()})`, reason]);
    return [table(["alarm", "what it means"], rows), ...all.map(runbook)].join("\n\n");
}

/** A summary and one runbook per alarm, as the default configuration has them. */
export const ALARM_RUNBOOKS: Block = { name: "alarms", text: alarmRunbooks };
