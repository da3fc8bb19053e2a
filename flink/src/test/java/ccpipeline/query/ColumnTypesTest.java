package ccpipeline.query;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import ccpipeline.schema.InputSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.Before;
import org.junit.Test;

/** Holds column-types.json, which the readers of schema files share, and the types that the job knows, equal. */
public class ColumnTypesTest {
    private JsonNode contract;

    @Before
    public void read() throws IOException {
        try (InputStream file = InputSchema.class.getResourceAsStream("/column-types.json")) {
            contract = new ObjectMapper().readTree(file);
        }
    }

    private static List<String> names(JsonNode types) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> all = types.fieldNames(); all.hasNext(); ) {
            names.add(all.next());
        }
        return names;
    }

    /** A type of the file with numbers for its letters. */
    private static String filled(String name) {
        return name.replace("(n)", "(16)").replace("(p,s)", "(9,2)");
    }

    private static String schema(String type) {
        return "{\"columns\": [{\"name\": \"a\", \"type\": \"" + type + "\"}]}";
    }

    @Test
    public void acceptsEachRecordTypeOfTheFileAndNamesTheSameInItsMessage() throws IOException {
        List<String> names = names(contract.get("record"));
        for (String name : names) {
            InputSchema.parse(schema(filled(name)));
        }
        Exception e = assertThrows(IllegalArgumentException.class, () -> InputSchema.parse(schema("NO_TYPE")));
        assertEquals(
                "columns: {\"name\":\"a\",\"type\":\"NO_TYPE\"} needs a name and one of the types " + String.join(", ", names),
                e.getMessage());
    }

    /** A column that a query passes on has the result type of its own name; VARCHAR(n) that of STRING. */
    @Test
    public void producesTheResultTypesOfTheFile() throws IOException {
        Set<String> produced = new LinkedHashSet<>();
        for (String name : names(contract.get("record"))) {
            SqlQuery query = new SqlQuery("q", "SELECT `a` FROM SOURCE_SQL_STREAM_001", schema(filled(name)), new Properties());
            List<String> results = QueryPlan.of(query).results;
            String expected = name.equals("VARCHAR(n)") ? "STRING" : name;
            assertEquals(List.of("a " + filled(expected)), results);
            produced.add(expected);
        }
        assertEquals(Set.copyOf(names(contract.get("result"))), produced);
    }

    @Test
    public void namesEachResultTypeForGlueAndForTrino() {
        contract.get("result").fields().forEachRemaining(type -> {
            assertFalse(type.getKey(), type.getValue().path("glue").asText().isBlank());
            assertFalse(type.getKey(), type.getValue().path("trino").asText().isBlank());
        });
    }
}
