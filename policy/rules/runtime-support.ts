import { flink, lambda } from "../facts/runtimes.json";
import { Finding, advise, refuse } from "../pack/finding";
import { EvaluatedResource, Rule, RuleConfig } from "../pack/rule";

const FLINK = "aws:kinesisanalyticsv2/application:Application";
const DAY = 24 * 60 * 60 * 1000;
const DEFAULT_DAYS = 180;

/**
 * Judges a runtime by its last day of support.
 *
 * @param runtime its identifier, such as `nodejs20.x` or `FLINK-1_20`.
 * @param end that day: YYYY-MM-DD; nothing where AWS has announced none.
 * @param warnDays days before that day from which on there is advice.
 * @param now milliseconds.
 */
function runtimeFindings(
    runtime: string,
    end: string | undefined,
    warnDays: number,
    now = Date.now(),
): Finding[] {
    if (end === undefined) {
        return [];
    }
    const left = Date.parse(`${end}T00:00:00Z`) + DAY - now;
    if (left <= 0) {
        return [refuse(`runtime ${runtime}: AWS ended its support on ${end}; use a newer one`)];
    }
    return left <= warnDays * DAY
        ? [advise(`runtime ${runtime}: AWS ends its support on ${end}; plan its replacement`)]
        : [];
}

/** Compliant: functions and applications on a runtime that AWS supports. */
export const runtimeSupport: Rule = {
    name: "runtime-support",
    description: "Use runtimes that AWS supports.",
    why: "A runtime past its end of support gets no security updates, and AWS then blocks creating, and later updating, what uses it.",
    accepts: "Lambda functions and Flink applications on supported runtimes; advises before a runtime ends",
    configSchema: {
        properties: {
            warnDays: {
                type: "integer",
                minimum: 0,
                default: DEFAULT_DAYS,
                description: "days before the end of support from which on it is advised to move",
            },
        },
    },
    types: [FLINK, "aws:lambda/function:Function", "aws:lambda/layerVersion:LayerVersion"],
    judge({ type, props }: EvaluatedResource, config: RuleConfig): Finding[] {
        const ends: Readonly<Record<string, string>> = type === FLINK ? flink.ends : lambda.ends;
        const runtimes = [
            props[type === FLINK ? "runtimeEnvironment" : "runtime"],
            props["compatibleRuntimes"],
        ];
        return runtimes
            .flat()
            .filter((runtime) => typeof runtime === "string")
            .flatMap((runtime) =>
                runtimeFindings(runtime, ends[runtime], Number(config["warnDays"] ?? DEFAULT_DAYS)),
            );
    },
};
