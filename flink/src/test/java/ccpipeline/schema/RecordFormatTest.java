package ccpipeline.schema;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.types.Row;
import org.apache.flink.util.InstantiationUtil;
import org.junit.Test;

/** How records are written: paths, arrays whose elements are rows, CSV, exact numbers, and the service's conversions. */
public class RecordFormatTest {
    /** Metadata columns behind the schema's, without ROW_INDEX. */
    private static final int METADATA = 4;

    private static SourceRecord read(String schema, String record) throws Exception {
        RecordReader reader = new RecordReader(InputSchema.parse(schema.replace('`', '"')), InputSchema.Overflow.TRUNCATE);
        // as Flink sends it to its tasks
        return InstantiationUtil.clone(reader)
                .deserialize(record.replace('`', '"').getBytes(StandardCharsets.UTF_8), "key", "49", 1_000, "stream", "shard-1");
    }

    /** The schema's columns of all rows of a record, and ROW_INDEX if there is one. */
    private static List<List<Object>> rows(String schema, String record) throws Exception {
        SourceRecord read = read(schema, record);
        assertNull(read.rejection == null ? null : read.rejection.getMessage(), read.rejection);
        List<SourceRecord> all = new ArrayList<>(List.of(read));
        if (read.more != null) {
            all.addAll(read.more);
        }
        List<List<Object>> rows = new ArrayList<>();
        for (SourceRecord one : all) {
            rows.add(values(one.row));
        }
        return rows;
    }

    private static List<Object> values(Row row) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < row.getArity(); i++) {
            values.add(row.getField(i));
        }
        int arrival = values.indexOf(Instant.ofEpochMilli(1_000));
        assertEquals(List.of("key", "shard-1", "49"), values.subList(arrival + 1, arrival + METADATA));
        values.subList(arrival, arrival + METADATA).clear();
        return values;
    }

    private static void rejects(Rejection.Reason reason, String detail, String schema, String record) throws Exception {
        SourceRecord read = read(schema, record);
        assertNull(read.row);
        assertNull(read.more);
        assertEquals(detail, read.rejection.getMessage());
        assertEquals(reason, read.rejection.reason);
        assertEquals(1_000, read.timeMillis);
    }

    private static String schema(String columns, String more) {
        return "{`columns`: [" + columns + "]" + more + "}";
    }

    private static String column(String name, String type, String more) {
        return "{`name`: `" + name + "`, `type`: `" + type + "`, `optional`: true" + more + "}";
    }

    private static String service(String type) {
        return schema(column("a", type, ""), ", `conversions`: `KINESIS_ANALYTICS`");
    }

    private static Object converted(String type, String value) throws Exception {
        return rows(service(type), "{`a`: " + value + "}").get(0).get(0);
    }

    @Test
    public void readsMembersByPathAndWhatIsMissingOnTheWayAsNull() throws Exception {
        String schema = schema(
                column("CITY", "STRING", ", `path`: `$.address.city`") + "," + column("SECOND", "STRING", ", `path`: `$.list[1].x`")
                        + "," + column("NAME", "STRING", ", `path`: `$['full name']`") + "," + column("ALL", "STRING", ", `path`: `$.list[0:]`"),
                "");
        assertEquals(List.of(List.of("Bern", "b", "Ada", "[{\"x\":\"a\"},{\"x\":\"b\"}]")),
                rows(schema, "{`address`: {`city`: `Bern`}, `list`: [{`x`: `a`}, {`x`: `b`}], `full name`: `Ada`}"));
        assertEquals(List.of(Arrays.asList(null, null, null, null)), rows(schema, "{`address`: null, `list`: 5}"));
        assertEquals(List.of(Arrays.asList(null, null, null, null)), rows(schema, "{`address`: [`city`], `list`: {`x`: 1}}"));
    }

    @Test
    public void findsANameInAnotherCaseOnlyWhereTheSchemaSaysSoAndPrefersTheExactOne() throws Exception {
        String any = schema(column("PRICE", "INTEGER", ", `anyCase`: true") + "," + column("X", "INTEGER", ", `path`: `$.a.Xx`, `anyCase`: true"), "");
        assertEquals(List.of(List.of(1, 2)), rows(any, "{`price`: 1, `a`: {`xX`: 2}}"));
        assertEquals(List.of(List.of(3, 4)), rows(any, "{`price`: 1, `PRICE`: 3, `a`: {`xx`: 2, `Xx`: 4}}"));
        assertEquals(List.of(Arrays.asList(5, null)), rows(any, "{`Price`: 5, `A`: {`Xx`: 4}}"));
        assertEquals(List.of(Arrays.asList((Object) null)), rows(schema(column("PRICE", "INTEGER", ""), ""), "{`price`: 1}"));
    }

    @Test
    public void makesARowOfEachElementAndRepeatsTheOtherMembers() throws Exception {
        String columns = column("name", "STRING", ", `path`: `$.customerName`") + "," + column("id", "INTEGER", ", `path`: `$.orders[0:].orderId`");
        List<List<Object>> expected = List.of(List.of("John", 23284, 0), List.of("John", 63122, 1), Arrays.asList("John", null, 2));
        String record = "{`customerName`: `John`, `orders`: [{`orderId`: `23284`}, {`orderId`: 63122}, {}]}";
        assertEquals(expected, rows(schema(columns, ""), record));
        assertEquals(expected, rows(schema(columns, ", `records`: {`format`: `JSON`, `rowPath`: `$`}"), record));
        assertEquals(expected, rows(schema(columns, ", `records`: {`format`: `JSON`, `rowPath`: `$.orders[0:]`}"), record));
    }

    @Test
    public void readsAColumnWithoutPathFromTheRowThatTheRowPathNames() throws Exception {
        String inElement = schema(column("x", "INTEGER", ""), ", `records`: {`format`: `JSON`, `rowPath`: `$.list[0:]`}");
        assertEquals(List.of(List.of(1, 0), List.of(2, 1)), rows(inElement, "{`x`: 7, `list`: [{`x`: 1}, {`x`: 2}]}"));
        String inRecord = schema(column("x", "INTEGER", "") + "," + column("y", "INTEGER", ", `path`: `$.list[0:].y`"), "");
        assertEquals(List.of(List.of(7, 1, 0), List.of(7, 2, 1)), rows(inRecord, "{`x`: 7, `list`: [{`x`: 1, `y`: 1}, {`y`: 2}]}"));
        String inObject = schema(column("x", "INTEGER", ""), ", `records`: {`format`: `JSON`, `rowPath`: `$.data`}");
        assertEquals(List.of(List.of(3)), rows(inObject, "{`x`: 7, `data`: {`x`: 3}}"));
        assertEquals(List.of(Arrays.asList((Object) null)), rows(inObject, "{`x`: 7}"));
        rejects(Rejection.Reason.NOT_AN_OBJECT, "the row at $.data is a JSON value of type ARRAY", inObject, "{`data`: []}");
        String inRoot = schema(column("x", "INTEGER", ""), ", `records`: {`format`: `JSON`, `rowPath`: `$[0:]`}");
        assertEquals(List.of(List.of(1, 0), List.of(2, 1)), rows(inRoot, "[{`x`: 1}, {`x`: 2}]"));
        rejects(Rejection.Reason.WRONG_TYPE, "the value at $ is no array", inRoot, "{`x`: 1}");
    }

    @Test
    public void makesOneRowOfAMissingOrEmptyArrayAndRejectsWhatIsNoArray() throws Exception {
        String schema = schema(column("name", "STRING", ", `path`: `$.name`") + "," + column("id", "INTEGER", ", `path`: `$.list[0:].id`"), "");
        for (String record : List.of("{`name`: `a`}", "{`name`: `a`, `list`: []}", "{`name`: `a`, `list`: null}")) {
            assertEquals(List.of(Arrays.asList("a", null, 0)), rows(schema, record));
        }
        rejects(Rejection.Reason.WRONG_TYPE, "the value at $.list is no array", schema, "{`list`: {`id`: 1}}");
        String required = schema.replace("`optional`: true, `path`: `$.list", "`path`: `$.list");
        rejects(Rejection.Reason.MISSING_COLUMN, "column id: it is missing", required, "{`name`: `a`, `list`: []}");
    }

    @Test
    public void rejectsARecordWholeIfOneOfItsRowsDoesNotRead() throws Exception {
        String schema = schema(column("id", "INTEGER", ", `path`: `$.list[0:].id`"), "");
        rejects(Rejection.Reason.WRONG_TYPE, "row 1: column id: 'x' is not a valid INTEGER", schema, "{`list`: [{`id`: 1}, {`id`: `x`}]}");
    }

    @Test
    public void givesEachRowTheTimeOfItsOwn() throws Exception {
        String schema = schema(column("t", "TIMESTAMP", ", `path`: `$.list[0:].t`"), ", `rowtime`: {`column`: `t`, `maxOutOfOrderSeconds`: 1}");
        SourceRecord first = read(schema, "{`list`: [{`t`: `2026-01-01T00:00:05Z`}, {`t`: `2026-01-01T00:00:09Z`}]}");
        assertEquals(Instant.parse("2026-01-01T00:00:05Z").toEpochMilli(), first.timeMillis);
        assertEquals(Instant.parse("2026-01-01T00:00:09Z").toEpochMilli(), first.more.get(0).timeMillis);
    }

    @Test
    public void readsCsvByPositionWithQuotesAndAnyDelimiters() throws Exception {
        String columns = column("a", "STRING", "") + "," + column("n", "INTEGER", "") + "," + column("t", "STRING", "");
        String comma = schema(columns, ", `records`: {`format`: `CSV`}");
        assertEquals(List.of(List.of("x,`y`\nz".replace('`', '"'), 5, "t", 0), Arrays.asList("", null, "", 1)),
                rows(comma, "`x,``y``\nz`, 5,t,more\r\n\n,,\n"));
        assertEquals(List.of(Arrays.asList("a", 1, null, 0)), rows(comma, "a,1"));
        String tab = schema(columns, ", `records`: {`format`: `CSV`, `columnDelimiter`: `\\t`, `rowDelimiter`: `|`}");
        assertEquals(List.of(List.of("a,b", 1, "c", 0), List.of("d", 2, "e\n", 1)), rows(tab, "a,b\t1\tc|d\t2\te\n"));
        rejects(Rejection.Reason.BAD_CSV, "a quote is not closed", comma, "`a,1");
        rejects(Rejection.Reason.BAD_CSV, "a field goes on after its closing quote", comma, "`a`b,1");
        rejects(Rejection.Reason.BAD_CSV, "the record is empty", comma, "\n\n");
        rejects(Rejection.Reason.WRONG_TYPE, "row 1: column n: 'x' is not a valid INTEGER", comma, "a,1,b\na,x,b");
        rejects(Rejection.Reason.MISSING_COLUMN, "column n: it is missing", comma.replace(", `optional`: true", ""), "a");
    }

    @Test
    public void readsEveryEmptyFieldAsNullAsTheServiceDid() throws Exception {
        String columns = column("a", "STRING", "") + "," + column("b", "BOOLEAN", "");
        String schema = schema(columns, ", `records`: {`format`: `CSV`}, `conversions`: `KINESIS_ANALYTICS`");
        assertEquals(List.of(Arrays.asList(null, null, 0), List.of("x", true, 1), List.of("y", false, 2)), rows(schema, ",\nx,TRUE\ny,1\n"));
    }

    @Test
    public void readsDecimalsDigitForDigitAndRejectsWhatDoesNotFit() throws Exception {
        String schema = schema(column("d", "DECIMAL(20,3)", ""), "");
        assertEquals(List.of(List.of(new BigDecimal("12345678901234567.123"))), rows(schema, "{`d`: 12345678901234567.123}"));
        assertEquals(List.of(List.of(new BigDecimal("-0.100"))), rows(schema, "{`d`: `-0.1000`}"));
        assertEquals(List.of(List.of(new BigDecimal("1200.000"))), rows(schema, "{`d`: 1.2e3}"));
        assertEquals(List.of(List.of(new BigDecimal("0.00"))), rows(schema(column("d", "DECIMAL(2,2)", ""), ""), "{`d`: 0}"));
        rejects(Rejection.Reason.OUT_OF_RANGE, "column d: 1.2345 is out of range for DECIMAL(20,3)", schema, "{`d`: 1.2345}");
        rejects(Rejection.Reason.OUT_OF_RANGE, "column d: 123456789012345678 is out of range for DECIMAL(20,3)", schema, "{`d`: 123456789012345678}");
        rejects(Rejection.Reason.OUT_OF_RANGE, "column d: 1E+30 is out of range for DECIMAL(20,3)", schema, "{`d`: 1e30}");
        rejects(Rejection.Reason.WRONG_TYPE, "column d: 'x' is not a valid DECIMAL(20,3)", schema, "{`d`: `x`}");
    }

    @Test
    public void convertsLiteralsNumbersAndTextsAsTheService() throws Exception {
        assertEquals(1, converted("INTEGER", "true"));
        assertEquals(0L, converted("BIGINT", "false"));
        assertEquals(1.0, converted("DOUBLE", "true"));
        assertEquals(new BigDecimal("1.00"), converted("DECIMAL(5,2)", "true"));
        assertEquals("true", converted("VARCHAR(8)", "true"));
        assertEquals("fal", converted("VARCHAR(3)", "false"));
        assertEquals(false, converted("BOOLEAN", "0"));
        assertEquals(false, converted("BOOLEAN", "0.0"));
        assertEquals(true, converted("BOOLEAN", "-2.5"));
        assertEquals(true, converted("BOOLEAN", "`TRUE`"));
        assertEquals(false, converted("BOOLEAN", "`yes`"));
        assertEquals(false, converted("BOOLEAN", "`1`"));
        assertEquals("1.50", converted("VARCHAR(8)", "1.50"));
        assertEquals(12, converted("INTEGER", "`12`"));
        assertEquals("[1,{\"b\":\"c\"}]", converted("VARCHAR(16)", "[1, {`b`: `c`}]"));
        assertEquals(Instant.parse("1992-02-14T00:00:00Z"), converted("TIMESTAMP", "`1992-02-14`"));
        assertEquals(Instant.parse("1992-02-14T18:35:44Z"), converted("TIMESTAMP", "`1992-02-14 18:35:44.0`"));
        for (String type : List.of("INTEGER", "BOOLEAN", "TIMESTAMP", "DECIMAL(5,2)", "VARCHAR(4)")) {
            assertNull(converted(type, "null"));
            assertEquals(List.of(Arrays.asList((Object) null)), rows(service(type), "{}"));
        }
    }

    @Test
    public void rejectsWhatTheServiceWroteToItsErrorStream() throws Exception {
        rejects(Rejection.Reason.WRONG_TYPE, "column a: '123.4' is not a valid INTEGER", service("INTEGER"), "{`a`: 123.4}");
        rejects(Rejection.Reason.WRONG_TYPE, "column a: 'true' is not a valid TIMESTAMP", service("TIMESTAMP"), "{`a`: true}");
        rejects(Rejection.Reason.WRONG_TYPE, "column a: '1700000000123' is not a valid TIMESTAMP", service("TIMESTAMP"), "{`a`: 1700000000123}");
        rejects(Rejection.Reason.WRONG_TIME, "column a: '1700000000123' does not match the time pattern ISO 8601", service("TIMESTAMP"), "{`a`: `1700000000123`}");
        rejects(Rejection.Reason.WRONG_TYPE, "column a: '{}' is not a valid BOOLEAN", service("BOOLEAN"), "{`a`: {}}");
        rejects(Rejection.Reason.WRONG_TYPE, "column a: '' is not a valid INTEGER", service("INTEGER"), "{`a`: ``}");
    }

    /** State of a running job belongs to this text: it may not change for schema files that exist. */
    @Test
    public void keepsTheIdentityOfSchemasWithoutTheNewMembers() throws IOException {
        String columns = "[{\"name\":\"a\",\"type\":\"TIMESTAMP\"}]";
        String rowtime = "{\"column\":\"a\",\"maxOutOfOrderSeconds\":1}";
        assertEquals(columns + " ", InputSchema.parse("{\"columns\": " + columns + ", \"resultKey\": []}").identity());
        assertEquals(columns + " " + rowtime, InputSchema.parse("{\"rowtime\": " + rowtime + ", \"columns\": " + columns + "}").identity());
        assertEquals(columns + "  {\"format\":\"CSV\"} \"KINESIS_ANALYTICS\"", InputSchema.parse(
                "{\"columns\": " + columns + ", \"records\": {\"format\": \"CSV\"}, \"conversions\": \"KINESIS_ANALYTICS\"}").identity());
    }

    @Test
    public void addsRowIndexOnlyWhereARecordCanHaveSeveralRows() throws IOException {
        String plain = "{\"columns\": [{\"name\": \"ROW_INDEX\", \"type\": \"INTEGER\"}]}";
        assertEquals(5, InputSchema.parse(plain).rowType().getArity());
        assertEquals(6, InputSchema.parse(plain.replace("ROW_INDEX", "a").replace("]}", "], \"records\": {\"format\": \"CSV\"}}")).rowType().getArity());
    }

    @Test
    public void refusesAWrongFormatAndSaysWhatIsWrong() {
        String a = column("a", "STRING", "");
        String[][] wrong = {
            {schema(column("a", "DECIMAL(39,2)", ""), ""), "columns: {\"name\":\"a\",\"type\":\"DECIMAL(39,2)\",\"optional\":true} needs a name and one of the types " + ColumnType.NAMES},
            {schema(column("a", "DECIMAL(2,3)", ""), ""), "columns: {\"name\":\"a\",\"type\":\"DECIMAL(2,3)\",\"optional\":true} needs a name and one of the types " + ColumnType.NAMES},
            {schema(column("a", "STRING", ", `path`: `a.b`"), ""), "columns: {\"name\":\"a\",\"type\":\"STRING\",\"optional\":true,\"path\":\"a.b\"}: path 'a.b' is no path that can be read; give " + MemberPath.FORM},
            {schema(column("a", "STRING", ", `path`: `$.a[*].b`"), ""), "columns: {\"name\":\"a\",\"type\":\"STRING\",\"optional\":true,\"path\":\"$.a[*].b\"}: path '$.a[*].b' is no path that can be read; give " + MemberPath.FORM},
            {schema(column("a", "STRING", ", `path`: `$.a[0:].b[0:]`"), ""), "columns: {\"name\":\"a\",\"type\":\"STRING\",\"optional\":true,\"path\":\"$.a[0:].b[0:]\"}: path '$.a[0:].b[0:]' has more than one [0:]; one array can give the rows"},
            {schema(column("a", "STRING", ", `path`: `$.a[0:].x`") + "," + column("b", "STRING", ", `path`: `$.b[0:].x`"), ""), "columns: b reads elements of $.b[0:]; one array can give the rows, and that is $.a[0:]"},
            {schema(a, ", `records`: {`format`: `XML`}"), "records: {\"format\":\"XML\"} needs the format JSON or CSV"},
            {schema(a, ", `records`: `CSV`"), "records: \"CSV\" needs the format JSON or CSV"},
            {schema(a, ", `records`: {`format`: `CSV`, `rowPath`: `$`}"), "records: CSV has no rowPath; it has format, columnDelimiter, rowDelimiter"},
            {schema(a, ", `records`: {`format`: `JSON`, `rowPath`: `list`}"), "records: rowPath 'list' is no path that can be read; give " + MemberPath.FORM},
            {schema(a, ", `records`: {`format`: `JSON`, `rowPath`: `$.a[0:].b`}"), "records: rowPath $.a[0:].b goes on after [0:]; the elements are the rows"},
            {schema(a, ", `records`: {`format`: `CSV`, `columnDelimiter`: ``}"), "records: columnDelimiter and rowDelimiter must be two different texts, not empty"},
            {schema(column("a", "STRING", ", `path`: `$.a`"), ", `records`: {`format`: `CSV`}"), "columns: a has path or anyCase, which are for JSON; columns of CSV records are read by position"},
            {schema(column("ROW_INDEX", "STRING", ""), ", `records`: {`format`: `CSV`}"), "columns: ROW_INDEX is reserved: every input has this column already"},
            {schema(a, ", `conversions`: `KDA`"), "conversions: \"KDA\" is unknown; give \"KINESIS_ANALYTICS\""},
        };
        for (String[] one : wrong) {
            Exception e = assertThrows(one[0], IllegalArgumentException.class, () -> InputSchema.parse(one[0].replace('`', '"')));
            assertEquals(one[1], e.getMessage());
        }
    }
}
