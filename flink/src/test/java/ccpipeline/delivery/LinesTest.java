package ccpipeline.delivery;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ccpipeline.schema.InputSchema;
import ccpipeline.schema.RecordReader;
import ccpipeline.schema.SourceRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.RowUtils;
import org.junit.Test;

public class LinesTest {
    private static SourceRecord read(String data) throws IOException {
        InputSchema schema = InputSchema.parse("{\"columns\": [{\"name\": \"a\", \"type\": \"STRING\"}]}");
        return new RecordReader(schema, InputSchema.Overflow.PASS)
                .deserialize(data.getBytes(StandardCharsets.UTF_8), "key", "49", 1_000, "stream", "shard-1");
    }

    @Test
    public void writesARowAsOneJsonLineWithUtcTimesThatAthenaReads() {
        LinkedHashMap<String, Integer> names = new LinkedHashMap<>();
        names.put("windowStart", 0);
        names.put("status", 1);
        names.put("statusCount", 2);
        Object[] fields = {LocalDateTime.of(2026, 1, 31, 23, 59, 50), 200, 7L};
        Row row = RowUtils.createRowWithNamedPositions(RowKind.INSERT, fields, names);
        assertEquals("{\"windowStart\":\"2026-01-31 23:59:50\",\"status\":200,\"statusCount\":7}\n", JsonLines.toLine(row));
    }

    @Test
    public void writesADecimalWithAllOfItsDigitsAndWithoutAnExponent() {
        LinkedHashMap<String, Integer> names = new LinkedHashMap<>();
        names.put("a", 0);
        names.put("b", 1);
        Object[] fields = {new BigDecimal("12345678901234567890.10"), new BigDecimal("0.0000000001")};
        Row row = RowUtils.createRowWithNamedPositions(RowKind.INSERT, fields, names);
        assertEquals("{\"a\":12345678901234567890.10,\"b\":0.0000000001}\n", JsonLines.toLine(row));
    }

    @Test
    public void writesARejectedRecordWithItsPositionAndItsData() throws IOException {
        SourceRecord record = read("nonsense");
        List<String> lines = RejectedLines.ofRecord("stream", record, record.rejection);
        assertEquals(1, lines.size());
        JsonNode line = new ObjectMapper().readTree(lines.get(0));
        assertEquals("badJson", line.get("reason").asText());
        assertEquals("shard-1", line.get("shardId").asText());
        assertEquals("49", line.get("sequenceNumber").asText());
        assertEquals("1970-01-01 00:00:01", line.get("arrivalTime").asText());
        assertEquals("nonsense", line.get("data").asText());
    }

    @Test
    public void splitsALargeRecordIntoPartsThatFitFirehose() throws IOException {
        String large = "\u0001\uD83D\uDE00".repeat(200_000);
        SourceRecord record = read(large);
        List<String> lines = RejectedLines.ofRecord("stream", record, record.rejection);
        StringBuilder joined = new StringBuilder();
        for (String line : lines) {
            assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 1_024_000);
            joined.append(new ObjectMapper().readTree(line).get("data").asText());
        }
        assertEquals(large, joined.toString());
    }
}
