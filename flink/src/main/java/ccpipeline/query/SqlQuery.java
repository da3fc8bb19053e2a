package ccpipeline.query;

import ccpipeline.schema.InputSchema;
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
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.types.Row;

/** One query of sql/: its text with its placeholders filled, and its schema. */
public final class SqlQuery {
    /** The name by which a query reads its input. */
    public static final String INPUT = "SOURCE_SQL_STREAM_001";

    public final String name;
    public final String sql;
    public final InputSchema schema;

    /**
     * @param name a file of sql/ without its extension.
     * @param text the .sql file.
     * @param schema the .schema.json file.
     * @param placeholders values of its placeholders by name.
     * @throws IOException if the schema is not JSON.
     * @throws IllegalArgumentException if the schema or a placeholder is wrong.
     */
    public SqlQuery(String name, String text, String schema, Properties placeholders) throws IOException {
        this.name = name;
        this.sql = QueryText.fill(text, placeholders);
        this.schema = InputSchema.parse(schema);
    }

    /**
     * Registers the query's input. Each query has a database of its own, so that all can use the same name for their input.
     *
     * @param records rows of the schema, with their time and watermark.
     */
    public void register(StreamTableEnvironment tables, DataStream<Row> records) {
        tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        tables.executeSql("CREATE DATABASE IF NOT EXISTS `" + name + "`");
        tables.useDatabase(name);
        tables.createTemporaryView(INPUT, records, schema.sqlSchema());
    }

    /**
     * Plans the query over its registered input.
     *
     * @return its rows.
     * @throws IllegalArgumentException if its columns are not those of the schema's results.
     */
    public DataStream<Row> rows(StreamTableEnvironment tables) {
        tables.useDatabase(name);
        Table table = tables.sqlQuery(sql);
        List<String> actual = columns(table.getResolvedSchema());
        List<String> expected = new ArrayList<>();
        schema.results().forEach((column, type) -> expected.add(column + " " + type));
        if (!actual.equals(expected)) {
            throw new IllegalArgumentException("results: the query produces " + actual + ", the schema says " + expected);
        }
        tables.createTemporaryView("DESTINATION_SQL_STREAM", table);
        return tables.toDataStream(table);
    }

    /** The columns of a query, each as {@code NAME TYPE}, with the type names of a schema file's results. */
    static List<String> columns(ResolvedSchema schema) {
        List<String> columns = new ArrayList<>();
        for (Column column : schema.getColumns()) {
            columns.add(column.getName() + " " + resultType(column.getDataType().getLogicalType()));
        }
        return columns;
    }

    /** The name of a type in a schema file's results. */
    private static String resultType(LogicalType type) {
        LogicalTypeRoot root = type.getTypeRoot();
        switch (root) {
            case CHAR:
            case VARCHAR:
                return "STRING";
            case TIMESTAMP_WITHOUT_TIME_ZONE:
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE:
                return "TIMESTAMP";
            case DECIMAL:
                return "DECIMAL(" + ((DecimalType) type).getPrecision() + "," + ((DecimalType) type).getScale() + ")";
            default:
                return root.toString();
        }
    }
}
