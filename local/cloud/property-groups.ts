import contract from "../../flink/src/main/resources/property-groups.json";
import { DeployedApplication } from "./deployed";

/** An application with its property groups. */
type Configured = Pick<DeployedApplication, "propertyGroups">;
/** The properties of one group, by key. */
type Properties = Readonly<Record<string, string>>;

const { source, query, rejected } = contract;

function groupOf({ propertyGroups }: Configured, id: string): Properties {
    return propertyGroups.find((group) => group.id === id)?.map ?? {};
}

/** The stream that an application reads; undefined if its property groups are not those of our job. */
export function sourceStream(application: Configured): string | undefined {
    return groupOf(application, source.id)[source.properties.streamName.key];
}

/** The property groups of an application's queries, by the queries' names. */
export function queryGroups({ propertyGroups }: Configured): Map<string, Properties> {
    const groups = propertyGroups.filter(({ id }) => id.startsWith(query.idPrefix));
    return new Map(groups.map(({ id, map }) => [id.slice(query.idPrefix.length), map]));
}

/** The delivery stream that takes a query's rows; undefined if its group names none. */
export function deliveryStream(group: Properties): string | undefined {
    return group[query.properties.deliveryStreamName.key];
}

/** The delivery stream that takes an application's rejected records; undefined if its property groups name none. */
export function rejectedDeliveryStream(application: Configured): string | undefined {
    return groupOf(application, rejected.id)[rejected.properties.deliveryStreamName.key];
}

/** Length of an application's windows, milliseconds; a minute if its queries have no placeholder for it. */
export function windowMillis(application: Configured): number {
    const [first] = queryGroups(application).values();
    return 1000 * Number(first?.[query.properties.windowSeconds.key] ?? 60);
}
