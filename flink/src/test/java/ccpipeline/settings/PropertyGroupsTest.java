package ccpipeline.settings;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.Before;
import org.junit.Test;

/** Holds property-groups.json, which the writers of property groups read, and what the job reads, equal. */
public class PropertyGroupsTest {
    private static final String NAME = "any-name";

    /** Properties that remember which of them were read. */
    private static final class WatchedProperties extends Properties {
        private static final long serialVersionUID = 1;
        private final transient Set<String> read = new TreeSet<>();

        @Override
        public String getProperty(String key) {
            read.add(key);
            return super.getProperty(key);
        }
    }

    private JsonNode contract;
    private final Map<String, Properties> groups = new HashMap<>();

    @Before
    public void fillEachPropertyOfTheContract() throws IOException {
        try (InputStream file = PropertyGroups.class.getResourceAsStream("/property-groups.json")) {
            contract = new ObjectMapper().readTree(file);
        }
        for (JsonNode group : contract) {
            Properties properties = new WatchedProperties();
            group.get("properties").forEach(property -> properties.setProperty(property.get("key").asText(), valueFor(property)));
            groups.put(id(group), properties);
        }
    }

    private static String id(JsonNode group) {
        return group.has("id") ? group.get("id").asText() : group.get("idPrefix").asText() + NAME;
    }

    private static String valueFor(JsonNode property) {
        String key = property.get("key").asText();
        return property.has("values") ? property.get("values").get(0).asText() : key.endsWith("millis") ? "7" : "value-of-" + key;
    }

    private static boolean isPlaceholder(JsonNode property) {
        return property.path("placeholder").asBoolean(false);
    }

    @Test
    public void readsThePropertiesOfTheContractAndNoOthers() {
        new PropertyGroups(groups);
        for (JsonNode group : contract) {
            Set<String> expected = new TreeSet<>();
            group.get("properties").forEach(property -> {
                if (!isPlaceholder(property)) {
                    expected.add(property.get("key").asText());
                }
            });
            assertEquals(id(group), expected, ((WatchedProperties) groups.get(id(group))).read);
        }
    }

    @Test
    public void readsNoGroupThatTheContractLacks() {
        PropertyGroups read = new PropertyGroups(groups);
        assertEquals(3, groups.size());
        assertEquals(Set.of(NAME), read.queries.keySet());
        assertEquals("value-of-delivery.stream.name", read.rejectedDeliveryStreamName);
        assertEquals("value-of-stream.name", read.source.streamName);
        assertEquals(7, read.source.arrivalSkewMillis);
    }

    @Test
    public void refusesAMissingGroupByName() {
        for (JsonNode group : contract) {
            Map<String, Properties> others = new HashMap<>(groups);
            others.remove(id(group));
            Exception e = assertThrows(IllegalArgumentException.class, () -> new PropertyGroups(others));
            String named = group.has("id") ? group.get("id").asText() : group.get("idPrefix").asText() + "NAME";
            assertEquals("property group '" + named + "' is missing; the application has " + others.keySet(), e.getMessage());
        }
    }

    @Test
    public void refusesAMissingPropertyIfTheContractRequiresItAndOnlyThen() {
        for (JsonNode group : contract) {
            for (JsonNode property : group.get("properties")) {
                String key = property.get("key").asText();
                Properties properties = groups.get(id(group));
                Object value = properties.remove(key);
                if (property.get("required").asBoolean()) {
                    Exception e = assertThrows(key, IllegalArgumentException.class, () -> new PropertyGroups(groups));
                    assertEquals("property '" + key + "' of the group '" + id(group) + "' is missing; the group has "
                            + properties.stringPropertyNames(), e.getMessage());
                } else {
                    new PropertyGroups(groups);
                }
                properties.put(key, value);
            }
        }
    }

    @Test
    public void hasTheDefaultOfTheContract() {
        JsonNode overflow = contract.get("source").get("properties").get("columnOverflow");
        groups.get("source").remove(overflow.get("key").asText());
        assertEquals(overflow.get("default").asText(), new PropertyGroups(groups).source.columnOverflow);
    }

    @Test
    public void keepsThePlaceholdersOfAQuery() {
        Properties placeholders = new PropertyGroups(groups).queries.get(NAME).placeholders;
        assertEquals("value-of-windowSeconds", placeholders.getProperty("windowSeconds"));
        assertEquals("value-of-slideSeconds", placeholders.getProperty("slideSeconds"));
    }

    @Test
    public void refusesMillisecondsThatAreNotANumber() {
        groups.get("source").setProperty("arrival.skew.millis", "1s");
        Exception e = assertThrows(IllegalArgumentException.class, () -> new PropertyGroups(groups));
        assertEquals(
                "property 'arrival.skew.millis' of the group 'source' is '1s'; give a whole number of milliseconds, 0 or more",
                e.getMessage());
    }

    @Test
    public void describesEachGroupAndPropertyOfTheContract() {
        for (JsonNode group : contract) {
            assertFalse(group.get("description").asText().isBlank());
            for (Iterator<JsonNode> properties = group.get("properties").elements(); properties.hasNext(); ) {
                JsonNode property = properties.next();
                assertTrue(property.toString(), property.get("description").asText().endsWith("."));
            }
        }
    }
}
