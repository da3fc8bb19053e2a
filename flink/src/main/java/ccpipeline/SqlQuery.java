package ccpipeline;

import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.types.Row;

/** One query of sql/: its text with its placeholders filled, and its schema. */
final class SqlQuery {
    final String name;
    final String sql;
    final InputSchema schema;

    /**
     * @param name a file of sql/ without its ending.
     * @param text the .sql file.
     * @param schema the .schema.json file.
     * @param properties what fills its placeholders.
     * @throws IOException where the schema is no JSON.
     * @throws IllegalArgumentException where the schema or a placeholder is wrong.
     */
    SqlQuery(String name, String text, String schema, Properties properties) throws IOException {
        this.name = name;
        this.sql = Query.filled(text, properties);
        this.schema = InputSchema.parse(schema);
    }

    /**
     * Lets the query see its input. Each query has a database of its own, so that each may call its input by the same name.
     *
     * @param records rows of the schema, with their time and watermark.
     */
    void register(StreamTableEnvironment tables, DataStream<Row> records) {
        tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        tables.executeSql("CREATE DATABASE IF NOT EXISTS `" + name + "`");
        tables.useDatabase(name);
        tables.createTemporaryView("SOURCE_SQL_STREAM_001", records, schema.sql());
    }

    /**
     * Plans the query over its registered input.
     *
     * @return its rows.
     * @throws IllegalArgumentException where its columns are not the ones that the schema's results name.
     */
    DataStream<Row> rows(StreamTableEnvironment tables) {
        tables.useDatabase(name);
        Table table = tables.sqlQuery(sql);
        List<String> given = given(table.getResolvedSchema());
        List<String> wanted = new ArrayList<>();
        schema.results().forEach((column, type) -> wanted.add(column + " " + type));
        if (!given.equals(wanted)) {
            throw new IllegalArgumentException("results: the query gives " + given + ", the schema says " + wanted);
        }
        tables.createTemporaryView("DESTINATION_SQL_STREAM", table);
        return tables.toDataStream(table);
    }

    /** The columns of a query, each as {@code NAME TYPE}, in the types that a schema file has for results. */
    static List<String> given(ResolvedSchema schema) {
        List<String> given = new ArrayList<>();
        for (Column column : schema.getColumns()) {
            given.add(column.getName() + " " + resultType(column.getDataType().getLogicalType()));
        }
        return given;
    }

    /** The name that a schema file has for a result's type. */
    private static String resultType(LogicalType type) {
        LogicalTypeRoot root = type.getTypeRoot();
        switch (root) {
            case CHAR:
            case VARCHAR:
                return "STRING";
            case TIMESTAMP_WITHOUT_TIME_ZONE:
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
                return "TIMESTAMP";
            default:
                return root.toString();
        }
    }
}
