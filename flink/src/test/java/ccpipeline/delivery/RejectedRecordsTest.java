package ccpipeline.delivery;

import static org.junit.Assert.assertEquals;

import ccpipeline.schema.InputSchema;
import ccpipeline.schema.RecordReader;
import ccpipeline.schema.Rejection;
import ccpipeline.schema.SourceRecord;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.Before;
import org.junit.Test;

/** Holds rejected-records.json, which alarms, table and documentation read, and what the job writes and publishes, equal. */
public class RejectedRecordsTest {
    private InputSchema schema;
    private JsonNode contract;

    @Before
    public void read() throws IOException {
        schema = InputSchema.parse("{\"columns\": [{\"name\": \"a\", \"type\": \"STRING\"}]}");
        try (InputStream file = RejectedRecords.class.getResourceAsStream("/rejected-records.json")) {
            contract = new ObjectMapper().readTree(file);
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private List<String> columnsWithout(String column) {
        return names(contract.get("columns")).stream().filter(name -> !name.equals(column)).collect(Collectors.toList());
    }

    private JsonNode writtenLine(byte[] data) throws IOException {
        SourceRecord record =
                new RecordReader(schema, InputSchema.Overflow.PASS).deserialize(data, "key", "49", 1_000, "stream", "shard-1");
        return new ObjectMapper().readTree(RejectedLines.ofRecord("stream", record, record.rejection).get(0));
    }

    /** A metric group that notes the path of each counter. */
    private static Object recordingGroup(String path, List<String> counters) {
        Class<?>[] types = {OperatorMetricGroup.class, MetricGroup.class};
        return Proxy.newProxyInstance(RejectedRecordsTest.class.getClassLoader(), types, (group, method, args) -> {
            String below = path + Arrays.stream(args).map(arg -> arg + ".").collect(Collectors.joining());
            if (method.getName().equals("addGroup")) {
                return recordingGroup(below, counters);
            }
            counters.add(below.substring(0, below.length() - 1));
            return new SimpleCounter();
        });
    }

    private List<String> publishedCounters() {
        List<String> counters = new ArrayList<>();
        RejectedRecords function = new RejectedRecords("stream", schema);
        function.setRuntimeContext((RuntimeContext) Proxy.newProxyInstance(
                RejectedRecordsTest.class.getClassLoader(),
                new Class<?>[] {RuntimeContext.class},
                (context, method, args) -> recordingGroup("", counters)));
        function.open((OpenContext) Proxy.newProxyInstance(
                RejectedRecordsTest.class.getClassLoader(), new Class<?>[] {OpenContext.class}, (context, method, args) -> null));
        return counters;
    }

    @Test
    public void publishesTheMetricOfTheFileForEachReasonOfARecord() {
        JsonNode metric = contract.get("metric");
        List<String> expected = names(contract.get("reasons").get("record")).stream()
                .map(reason -> String.join(
                        ".", metric.get("group").asText(), metric.get("dimension").asText(), reason, metric.get("name").asText()))
                .collect(Collectors.toList());
        List<String> published = publishedCounters();
        published.removeIf(counter -> counter.endsWith(".recordsAccepted"));
        assertEquals(expected, published);
    }

    @Test
    public void rejectsARecordForTheReasonsOfTheFile() {
        List<String> reasons = Arrays.stream(Rejection.Reason.values()).map(reason -> reason.text).collect(Collectors.toList());
        assertEquals(names(contract.get("reasons").get("record")), reasons);
    }

    @Test
    public void rejectsAResultForTheReasonOfTheFile() throws IOException {
        JsonNode line = new ObjectMapper().readTree(RejectedLines.ofResult("q", "{}\n").get(0));
        assertEquals(names(contract.get("reasons").get("result")), List.of(line.get("reason").asText()));
    }

    @Test
    public void writesTheColumnsOfTheFileWithTheDataAsText() throws IOException {
        assertEquals(columnsWithout("dataBase64"), names(writtenLine("nonsense".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    public void writesTheColumnsOfTheFileWithTheDataInBase64WhereItIsNotUtf8() throws IOException {
        assertEquals(columnsWithout("data"), names(writtenLine(new byte[] {(byte) 0xff})));
    }

    @Test
    public void writesANumberOrAStringThatItsColumnTypeReads() throws IOException {
        JsonNode line = writtenLine("nonsense".getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, JsonNode> value : (Iterable<Map.Entry<String, JsonNode>>) line::fields) {
            String type = contract.get("columns").get(value.getKey()).asText();
            assertEquals(value.getKey(), type.equals("int"), value.getValue().isInt());
        }
    }
}
