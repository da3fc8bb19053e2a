import { Clients } from "../cloud/clients";
import { deliveryOf } from "../cloud/deployed";
import { FlinkStatus } from "../data-planes/flink/flink";
import { DeliveredLine, DeliveredLines, RejectedRecords } from "./delivered-lines";
import { Results } from "./results";

/** Ids of the property groups of queries. */
const QUERY_GROUP = "query.";
/** The query whose rows count every record once. */
const COUNTING = "status-counts";

/** The queries of an application with what they are told, by name. */
export function queriesOf(
    application: Pick<FlinkStatus, "propertyGroups">,
): Map<string, Readonly<Record<string, string>>> {
    const groups = application.propertyGroups.filter(({ id }) => id.startsWith(QUERY_GROUP));
    return new Map(groups.map(({ id, map }) => [id.slice(QUERY_GROUP.length), map]));
}

/** Length of an application's windows, milliseconds. */
export function windowMillis(application: Pick<FlinkStatus, "propertyGroups">): number {
    const [first] = queriesOf(application).values();
    return 1000 * Number(first?.["windowSeconds"] ?? 60);
}

async function linesOf(
    group: Readonly<Record<string, string>> | undefined,
    clients: Clients,
    fromMillis: number,
): Promise<DeliveredLines> {
    const { bucket, prefix } = await deliveryOf(group?.["delivery.stream.name"] ?? "", clients);
    return new DeliveredLines(clients.s3, bucket, prefix, fromMillis);
}

/** What an application has delivered since a moment. */
export class Deliveries {
    private readonly others = new Map<string, Map<string, DeliveredLine["values"]>>();

    private constructor(
        /** The counts by status, where the application has this query. */
        readonly counts: Results | undefined,
        readonly rejected: RejectedRecords,
        private readonly lines: ReadonlyMap<string, DeliveredLines>,
    ) {}

    /**
     * @param application whose property groups name its delivery streams.
     * @param clients of the account's root.
     * @param fromMillis what was delivered earlier is left out, milliseconds since 1970.
     */
    static async of(application: FlinkStatus, clients: Clients, fromMillis: number): Promise<Deliveries> {
        const lines = new Map<string, DeliveredLines>();
        let counts: Results | undefined;
        for (const [name, group] of queriesOf(application)) {
            const own = await linesOf(group, clients, fromMillis);
            if (name === COUNTING) {
                counts = new Results(own, fromMillis);
            } else {
                lines.set(name, own);
            }
        }
        const group = application.propertyGroups.find(({ id }) => id === "rejected")?.map;
        const rejected = new RejectedRecords(await linesOf(group, clients, fromMillis), fromMillis);
        return new Deliveries(counts, rejected, lines);
    }

    /** Reads what is new. @throws Error where a window was delivered twice with different counts. */
    async refresh(): Promise<void> {
        await this.counts?.refresh();
        await this.rejected.refresh();
        for (const [name, lines] of this.lines) {
            const rows = this.others.get(name) ?? new Map<string, DeliveredLine["values"]>();
            (await lines.fresh()).forEach(({ values }) => rows.set(JSON.stringify(values), values));
            this.others.set(name, rows);
        }
    }

    /** The rows of the other queries, by the queries' names; what was delivered twice is there once. */
    rows(): Map<string, DeliveredLine["values"][]> {
        return new Map([...this.others].map(([name, rows]) => [name, [...rows.values()]]));
    }
}
