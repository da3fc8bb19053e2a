package ccpipeline.settings;

import java.util.Properties;

/** One property group of the application. */
final class PropertyGroup {
    private final String id;
    private final Properties properties;

    PropertyGroup(String id, Properties properties) {
        this.id = id;
        this.properties = properties;
    }

    /** @throws IllegalArgumentException if the property is missing or blank. */
    String required(String key) {
        String value = properties.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("property '" + key + "' of the group '" + id + "' is missing; the group has "
                    + properties.stringPropertyNames());
        }
        return value;
    }

    /** @throws IllegalArgumentException if the property is missing, negative or not a whole number. */
    long requiredMillis(String key) {
        String value = required(key);
        if (!value.matches("\\d{1,15}")) {
            throw new IllegalArgumentException("property '" + key + "' of the group '" + id + "' is '" + value
                    + "'; give a whole number of milliseconds, 0 or more");
        }
        return Long.parseLong(value);
    }

    String optional(String key, String defaultValue) {
        return properties.getProperty(key, defaultValue);
    }
}
