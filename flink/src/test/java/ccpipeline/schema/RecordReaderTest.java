package ccpipeline.schema;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.types.Row;
import org.junit.Test;

public class RecordReaderTest {
    private static final String SCHEMA = "{\"columns\": [{\"name\": \"response\", \"type\": \"INTEGER\"},"
            + "{\"name\": \"bytes\", \"type\": \"BIGINT\"}, {\"name\": \"host\", \"type\": \"VARCHAR(4)\"},"
            + "{\"name\": \"price\", \"type\": \"DOUBLE\", \"optional\": true},"
            + "{\"name\": \"ok\", \"type\": \"BOOLEAN\", \"optional\": true},"
            + "{\"name\": \"at\", \"type\": \"TIMESTAMP\", \"optional\": true}]}";
    private static final String TIMED = "{\"columns\": [{\"name\": \"t\", \"type\": \"TIMESTAMP\","
            + "\"pattern\": \"dd/MMM/yyyy:HH:mm:ss Z\"}], \"rowtime\": {\"column\": \"t\", \"maxOutOfOrderSeconds\": 1.5}}";

    private static SourceRecord read(String schema, byte[] data, InputSchema.Overflow overflow) throws IOException {
        return new RecordReader(InputSchema.parse(schema), overflow).deserialize(data, "key", "49", 1_000, "stream", "shard-1");
    }

    private static SourceRecord read(String json) throws IOException {
        return read(SCHEMA, json.getBytes(StandardCharsets.UTF_8), InputSchema.Overflow.TRUNCATE);
    }

    private static void rejected(Rejection.Reason reason, String detail, SourceRecord record) {
        assertNull(record.row);
        assertEquals(reason, record.rejection.reason);
        assertEquals(detail, record.rejection.getMessage());
    }

    @Test
    public void readsNumbersThatAreWrittenAsTextAndAddsTheStreamsOwnColumns() throws IOException {
        Row expected = Row.of(200, 5_000_000_000L, "a", 1.5, true, Instant.parse("2026-01-31T23:59:50Z"),
                Instant.ofEpochMilli(1_000), "key", "shard-1", "49");
        assertEquals(expected, read("{\"response\":\"200\",\"bytes\":\"5000000000\",\"host\":\"a\",\"price\":\"1.5\",\"ok\":true,"
                + "\"at\":\"2026-01-31T23:59:50Z\"}").row);
        assertEquals(expected, read("{\"response\":200,\"bytes\":5000000000,\"host\":\"a\",\"price\":1.5,\"ok\":\"true\","
                + "\"at\":\"2026-01-31 23:59:50\",\"more\":1}").row);
        assertEquals(1_000, read("{\"response\":1,\"bytes\":1,\"host\":\"a\"}").timeMillis);
    }

    @Test
    public void readsMissingOptionalColumnsAsNullAndRejectsOtherMissingColumns() throws IOException {
        Row row = read("{\"response\":null,\"bytes\":null,\"host\":null}").row;
        assertNull(row.getField(0));
        assertNull(row.getField(3));
        rejected(Rejection.Reason.MISSING_COLUMN, "column bytes: it is missing", read("{\"response\":1,\"host\":\"a\"}"));
    }

    @Test
    public void rejectsWhatDoesNotReadAndSaysWhy() throws IOException {
        String rest = "\"bytes\":1,\"host\":\"a\"";
        rejected(Rejection.Reason.WRONG_TYPE, "column response: 'OK' is not a valid INTEGER", read("{\"response\":\"OK\"," + rest + "}"));
        rejected(Rejection.Reason.WRONG_TYPE, "column response: '1.5' is not a valid INTEGER", read("{\"response\":1.5," + rest + "}"));
        rejected(Rejection.Reason.WRONG_TYPE, "column response: '[1]' is not a valid INTEGER", read("{\"response\":[1]," + rest + "}"));
        rejected(Rejection.Reason.OUT_OF_RANGE, "column response: 3000000000 is out of range for INTEGER",
                read("{\"response\":3000000000," + rest + "}"));
        rejected(Rejection.Reason.WRONG_TYPE, "column price: 'NaN' is not a valid DOUBLE",
                read("{\"response\":1," + rest + ",\"price\":\"NaN\"}"));
        rejected(Rejection.Reason.OUT_OF_RANGE, "column price: 1e999 is out of range for DOUBLE",
                read("{\"response\":1," + rest + ",\"price\":\"1e999\"}"));
        rejected(Rejection.Reason.WRONG_TYPE, "column ok: 'yes' is not a valid BOOLEAN", read("{\"response\":1," + rest + ",\"ok\":\"yes\"}"));
        rejected(Rejection.Reason.WRONG_TIME, "column at: 'noon' does not match the time pattern ISO 8601",
                read("{\"response\":1," + rest + ",\"at\":\"noon\"}"));
        rejected(Rejection.Reason.NOT_AN_OBJECT, "the record is a JSON value of type ARRAY", read("[1]"));
        assertEquals(Rejection.Reason.BAD_JSON, read("{\"response\":").rejection.reason);
        assertEquals(Rejection.Reason.BAD_JSON, read("{} {}").rejection.reason);
        assertEquals(Rejection.Reason.BAD_JSON, read("").rejection.reason);
        byte[] latin1 = "{\"host\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(Rejection.Reason.BAD_UTF8, read(SCHEMA, latin1, InputSchema.Overflow.PASS).rejection.reason);
    }

    @Test
    public void truncatesRejectsOrPassesTooLongStringsAndCountsCharacters() throws IOException {
        byte[] record = "{\"response\":1,\"bytes\":1,\"host\":\"ab\uD83D\uDE00de\"}".getBytes(StandardCharsets.UTF_8);
        assertEquals("ab\uD83D\uDE00d", read(SCHEMA, record, InputSchema.Overflow.TRUNCATE).row.getField(2));
        assertEquals("ab\uD83D\uDE00de", read(SCHEMA, record, InputSchema.Overflow.PASS).row.getField(2));
        rejected(Rejection.Reason.TOO_LONG, "column host: 5 characters, more than 4", read(SCHEMA, record, InputSchema.Overflow.FAIL));
    }

    @Test
    public void readsTheTimeOfTheColumnThatTheSchemaNames() throws IOException {
        byte[] record = "{\"t\":\"17/May/2015:10:05:03 +0200\"}".getBytes(StandardCharsets.UTF_8);
        assertEquals(Instant.parse("2015-05-17T08:05:03Z").toEpochMilli(), read(TIMED, record, InputSchema.Overflow.PASS).timeMillis);
        rejected(Rejection.Reason.WRONG_TIME, "column t: it gives the time of the windows and is null",
                read(TIMED, "{\"t\":null}".getBytes(StandardCharsets.UTF_8), InputSchema.Overflow.PASS));
    }

    @Test
    public void readsTimesOfAZoneAndMillisecondsAndDaysAlone() throws Exception {
        TimePattern berlin = new TimePattern("yyyy-MM-dd HH:mm:ss", "Europe/Berlin", false);
        assertEquals(Instant.parse("2026-07-01T10:00:00Z"), berlin.parse("2026-07-01 12:00:00"));
        assertEquals(Instant.parse("2026-01-01T11:00:00Z"), berlin.parse("2026-01-01 12:00:00"));
        assertEquals(Instant.ofEpochMilli(1_700_000_000_123L), new TimePattern(null, null, false).parse("1700000000123"));
        assertEquals(Instant.parse("2026-07-01T12:00:00.120Z"), new TimePattern(null, null, false).parse("2026-07-01T14:00:00.12+02:00"));
        assertEquals(Instant.parse("2026-07-01T00:00:00Z"), new TimePattern("yyyy-MM-dd", null, false).parse("2026-07-01"));
        assertThrows(IllegalArgumentException.class, () -> new TimePattern("yyyy-QQQQQQ", null, false));
        assertThrows(IllegalArgumentException.class, () -> new TimePattern(null, "Nowhere/At all", false));
    }

    @Test
    public void refusesAWrongSchemaAndSaysWhatIsWrong() {
        String[][] wrong = {
            {"{}", "columns: none are defined"},
            {"{\"columns\": [{\"name\": \"a\", \"type\": \"VARCHAR\"}]}",
                "columns: {\"name\":\"a\",\"type\":\"VARCHAR\"} needs a name and one of the types STRING, VARCHAR(n), INTEGER, BIGINT, DECIMAL(p,s), DOUBLE, BOOLEAN, TIMESTAMP"},
            {"{\"columns\": [{\"name\": \"ROWTIME\", \"type\": \"STRING\"}]}", "columns: ROWTIME is reserved: every input has this column already"},
            {"{\"columns\": [{\"name\": \"a\", \"type\": \"STRING\"}, {\"name\": \"a\", \"type\": \"STRING\"}]}", "columns: a is defined twice"},
            {"{\"columns\": [{\"name\": \"a\", \"type\": \"STRING\"}], \"rowtime\": {\"column\": \"a\", \"maxOutOfOrderSeconds\": 1}}",
                "rowtime: column has \"a\"; give a column of type TIMESTAMP"},
            {"{\"columns\": [{\"name\": \"a\", \"type\": \"TIMESTAMP\"}], \"rowtime\": {\"column\": \"a\"}}",
                "rowtime: maxOutOfOrderSeconds has ; give seconds, 0 or more"},
        };
        for (String[] one : wrong) {
            Exception e = assertThrows(one[0], IllegalArgumentException.class, () -> InputSchema.parse(one[0]));
            assertEquals(one[1], e.getMessage());
        }
        assertThrows(IOException.class, () -> InputSchema.parse("{"));
    }
}
