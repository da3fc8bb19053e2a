package ccpipeline.kda;

import ccpipeline.query.SqlQuery;
import java.util.List;
import java.util.Locale;

/** The input of an application as a relation. AWS: SQL Reference, "Streams and the ROWTIME Column"; Developer Guide, "Reserved columns". */
final class Catalog {
    /** How the columns of an input of Flink are named that no record has. */
    static final List<String> TEXTS = List.of("PARTITION_KEY", "SHARD_ID", "SEQUENCE_NUMBER");

    private Catalog() {}

    static Relation source(Application application, String name) {
        Relation source = new Relation(SqlQuery.INPUT);
        source.names.add(name);
        for (Application.Column column : application.columns) {
            source.columns.put(column.name, value(column));
        }
        TEXTS.forEach(text -> source.hidden.put(text, Typed.atom(text, KdaType.TEXT)));
        source.clock("ROWTIME");
        Typed arrival = Typed.atom("CAST(APPROXIMATE_ARRIVAL_TIME AS TIMESTAMP(3))", KdaType.TIMESTAMP);
        arrival.step = new TimeStep(true, arrival, 0, null);
        source.hidden.put("APPROXIMATE_ARRIVAL_TIME", arrival);
        source.keys.add(new Relation.Key(source.hidden.get("SHARD_ID"), "shardId"));
        source.keys.add(new Relation.Key(source.hidden.get("SEQUENCE_NUMBER"), "sequenceNumber"));
        if (application.hasSeveralRows()) {
            source.keys.add(new Relation.Key(Typed.atom("ROW_INDEX", KdaType.INTEGER), "rowIndex"));
        }
        return source;
    }

    /** A column as a value: what a schema file has no type for is read as text. */
    private static Typed value(Application.Column column) {
        KdaType type = KdaType.parse(column.sqlType.toUpperCase(Locale.ROOT));
        String name = FlinkText.quoted(column.name);
        if (type == null) {
            return Typed.column(column.name, KdaType.TEXT);
        }
        switch (type.kind) {
            case TIMESTAMP:
                return Typed.atom("CAST(" + name + " AS TIMESTAMP(3))", type);
            case DATE:
            case TIME:
                return Typed.atom("TRY_CAST(" + name + " AS " + type.kind + ")", type);
            default:
                return Typed.atom(name, type);
        }
    }
}
