import { regionMistake } from "../foundation/arns";
import { PipelineConfig } from "./schema";
import { Section, StackRegion, linesOf } from "./section";
import { analyticsMistakes } from "./sections/analytics";
import { bucketMistakes } from "./sections/bucket";
import { deliveryMistakes } from "./sections/delivery";
import { monitoringMistakes } from "./sections/monitoring";
import { producerMistakes } from "./sections/producer";
import { streamMistakes } from "./sections/stream";

/**
 * Checks values against each other, with limits that AWS documents. Each section's checks are beside its keys: a tier that is
 * used without the configuration refuses by the same ones.
 *
 * @param config values that are right one by one.
 * @param region the stack's region, or undefined where it has none.
 * @param set names of the keys that the stack sets itself, `section.name`.
 * @param prefix the namespace and a colon, for the messages.
 * @returns one line per mistake: key, value, what is wrong, what would be right.
 */
export function configMistakes(
    config: PipelineConfig,
    region: StackRegion,
    set: ReadonlySet<string>,
    prefix: string,
): string[] {
    const section = <S extends keyof PipelineConfig>(name: S): Section<PipelineConfig[S]> => {
        const own = [...set].filter((key) => key.startsWith(`${name}.`));
        return { name, values: config[name], set: new Set(own.map((key) => key.slice(name.length + 1))) };
    };
    const lines = [
        ...streamMistakes(section("stream"), region),
        ...producerMistakes(section("producer"), config.stream),
        ...analyticsMistakes(section("analytics"), region),
        ...deliveryMistakes(section("delivery"), region),
        ...bucketMistakes(section("bucket"), region),
        ...monitoringMistakes(section("monitoring"), region),
    ];
    return [...linesOf(regionMistake(region)), ...lines.map((line) => `${prefix}${line}`)];
}
