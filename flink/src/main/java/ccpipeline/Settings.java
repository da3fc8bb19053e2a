package ccpipeline;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import software.amazon.awssdk.regions.Region;

/** The application's property groups, and where AWS is reached. */
final class Settings {
    /** Where the property groups lie if not where the service puts them. */
    private static final String PROPERTIES_FILE = "APPLICATION_PROPERTIES_FILE";

    private Settings() {}

    /** All property groups, by id. */
    static Map<String, Properties> groups() throws IOException {
        String file = System.getenv(PROPERTIES_FILE);
        return file == null
                ? KinesisAnalyticsRuntime.getApplicationProperties()
                : KinesisAnalyticsRuntime.getApplicationProperties(file);
    }

    /** @throws IllegalArgumentException where there is no such group. */
    static Properties group(Map<String, Properties> groups, String id) {
        Properties group = groups.get(id);
        if (group == null) {
            throw new IllegalArgumentException("property group '" + id + "' is missing; the application has " + groups.keySet());
        }
        return group;
    }

    /** @throws IllegalArgumentException where the group has no such property. */
    static String required(Properties group, String key) {
        String value = group.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("property '" + key + "' is missing; its group has " + group.stringPropertyNames());
        }
        return value;
    }

    /** The address that stands for AWS, as the AWS SDKs name it; null where AWS itself is meant. */
    static String localEndpoint() {
        String endpoint = System.getenv("AWS_ENDPOINT_URL");
        return endpoint == null || endpoint.isEmpty() ? null : endpoint;
    }

    /** A service's address in a region. */
    static String endpoint(String service, String region) {
        return localEndpoint() != null
                ? localEndpoint()
                : "https://" + service + "." + region + "." + Region.of(region).metadata().partition().dnsSuffix();
    }
}
