package ccpipeline.settings;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The application's property groups, all of them checked. The file {@code property-groups.json} describes them for the
 * programs that write them; a test keeps it equal to what is read here.
 */
public final class PropertyGroups {
    private static final String REJECTED_ID = "rejected";
    /** Environment variable with the path of the property groups, where the service's own path does not apply. */
    private static final String PROPERTIES_FILE = "APPLICATION_PROPERTIES_FILE";

    public final SourceGroup source;
    /** By the queries' names. */
    public final SortedMap<String, QueryGroup> queries;
    /** The delivery stream that takes rejected records. */
    public final String rejectedDeliveryStreamName;

    /**
     * @param groups properties by group id.
     * @throws IllegalArgumentException naming the group or property that is missing or wrong.
     */
    public PropertyGroups(Map<String, Properties> groups) {
        source = new SourceGroup(properties(groups, SourceGroup.ID));
        rejectedDeliveryStreamName =
                new PropertyGroup(REJECTED_ID, properties(groups, REJECTED_ID)).required("delivery.stream.name");
        SortedMap<String, QueryGroup> byName = new TreeMap<>();
        groups.forEach((id, properties) -> {
            if (id.startsWith(QueryGroup.ID_PREFIX)) {
                byName.put(id.substring(QueryGroup.ID_PREFIX.length()), new QueryGroup(id, properties));
            }
        });
        if (byName.isEmpty()) {
            throw new IllegalArgumentException("property group 'query.NAME' is missing; the application has " + groups.keySet());
        }
        queries = Collections.unmodifiableSortedMap(byName);
    }

    /**
     * Reads the groups from where the service puts them, or from the file that APPLICATION_PROPERTIES_FILE names.
     *
     * @throws IOException if they cannot be read.
     * @throws IllegalArgumentException naming the group or property that is missing or wrong.
     */
    public static PropertyGroups load() throws IOException {
        String file = System.getenv(PROPERTIES_FILE);
        return new PropertyGroups(
                file == null
                        ? KinesisAnalyticsRuntime.getApplicationProperties()
                        : KinesisAnalyticsRuntime.getApplicationProperties(file));
    }

    private static Properties properties(Map<String, Properties> groups, String id) {
        Properties properties = groups.get(id);
        if (properties == null) {
            throw new IllegalArgumentException("property group '" + id + "' is missing; the application has " + groups.keySet());
        }
        return properties;
    }
}
