import { Clients } from "../cloud/clients";
import { deliveryOf } from "../cloud/deployed";
import { deliveryStream, queryGroups, rejectedDeliveryStream } from "../cloud/property-groups";
import { FlinkStatus } from "../data-planes/flink/flink";
import { DeliveredLine, DeliveredLines, RejectedRecords } from "./delivered-lines";
import { Results } from "./results";

/** The query whose rows count every record once. */
const COUNTING = "status-counts";

async function linesOf(
    stream: string | undefined,
    clients: Clients,
    fromMillis: number,
): Promise<DeliveredLines> {
    const { bucket, prefix } = await deliveryOf(stream ?? "", clients);
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
        for (const [name, group] of queryGroups(application)) {
            const own = await linesOf(deliveryStream(group), clients, fromMillis);
            if (name === COUNTING) {
                counts = new Results(own, fromMillis);
            } else {
                lines.set(name, own);
            }
        }
        const stream = rejectedDeliveryStream(application);
        const rejected = new RejectedRecords(await linesOf(stream, clients, fromMillis), fromMillis);
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
