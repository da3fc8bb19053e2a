package ccpipeline;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.RowUtils;
import org.junit.Test;

public class RecordsTest {
    private static final String SCHEMA = "{\"columns\": [{\"name\": \"response\", \"type\": \"INTEGER\"},"
            + "{\"name\": \"bytes\", \"type\": \"BIGINT\"}, {\"name\": \"host\", \"type\": \"STRING\"},"
            + "{\"name\": \"price\", \"type\": \"DOUBLE\"}, {\"name\": \"ok\", \"type\": \"BOOLEAN\"}]}";

    private static Row row(String json) throws IOException {
        return InputSchema.parse(SCHEMA).row(new ObjectMapper().readTree(json));
    }

    @Test
    public void readsNumbersThatAreWrittenAsText() throws IOException {
        Row expected = Row.of(200, 5_000_000_000L, "a", 1.5, true);
        assertEquals(expected, row("{\"response\":\"200\",\"bytes\":\"5000000000\",\"host\":\"a\",\"price\":\"1.5\",\"ok\":true}"));
        assertEquals(expected, row("{\"response\":200,\"bytes\":5000000000,\"host\":\"a\",\"price\":1.5,\"ok\":\"true\",\"more\":1}"));
    }

    @Test
    public void readsWhatIsMissingAsNull() throws IOException {
        assertEquals(Row.of(null, null, null, null, null), row("{\"response\":null}"));
    }

    @Test
    public void namesTheColumnThatCannotBeRead() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> row("{\"response\":\"OK\"}"));
        assertEquals("column response: For input string: \"OK\"", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> row("{\"ok\":\"yes\"}"));
    }

    @Test
    public void refusesASchemaWithAnUnknownTypeOrWithoutColumns() {
        String unknown = "{\"columns\": [{\"name\": \"a\", \"type\": \"VARCHAR\"}]}";
        assertThrows(IllegalArgumentException.class, () -> InputSchema.parse(unknown));
        assertThrows(IllegalArgumentException.class, () -> InputSchema.parse("{}"));
        assertThrows(IOException.class, () -> InputSchema.parse("{"));
    }

    @Test
    public void writesARowAsOneJsonLineWithUtcTimesThatAthenaReads() {
        java.util.LinkedHashMap<String, Integer> names = new java.util.LinkedHashMap<>();
        names.put("windowStart", 0);
        names.put("status", 1);
        names.put("statusCount", 2);
        Object[] fields = {LocalDateTime.of(2026, 1, 31, 23, 59, 50), 200, 7L};
        Row row = RowUtils.createRowWithNamedPositions(RowKind.INSERT, fields, names);
        String line = new String(new JsonLines().serialize(row), StandardCharsets.UTF_8);
        assertEquals("{\"windowStart\":\"2026-01-31 23:59:50\",\"status\":200,\"statusCount\":7}\n", line);
    }
}
