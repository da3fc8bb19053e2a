package ccpipeline.settings;

import java.util.Properties;

/** A property group {@code query.NAME}: one query, and where its rows go. */
public final class QueryGroup {
    static final String ID_PREFIX = "query.";

    /** {@code s3://BUCKET/KEY} of the .sql file. */
    public final String sqlUri;
    /** {@code s3://BUCKET/KEY} of the .schema.json file. */
    public final String schemaUri;
    public final String deliveryStreamName;
    /** The values of the query's placeholders, by name: any property of the group. */
    public final Properties placeholders;

    QueryGroup(String id, Properties properties) {
        PropertyGroup group = new PropertyGroup(id, properties);
        sqlUri = group.required("sql.uri");
        schemaUri = group.required("schema.uri");
        deliveryStreamName = group.required("delivery.stream.name");
        placeholders = properties;
    }
}
