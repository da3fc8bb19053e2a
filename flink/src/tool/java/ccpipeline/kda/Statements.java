package ccpipeline.kda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlConformanceEnum;

/**
 * Splits an application's code into its statements and parses each pump's INSERT with Calcite. AWS: SQL Reference, "Streaming
 * SQL Language Elements", CREATE STREAM, CREATE PUMP, ALTER PUMP.
 */
final class Statements {
    private static final SqlParser.Config PARSER = SqlParser.config()
            .withUnquotedCasing(Casing.TO_UPPER)
            .withQuotedCasing(Casing.UNCHANGED)
            .withQuoting(Quoting.DOUBLE_QUOTE)
            .withConformance(SqlConformanceEnum.BABEL)
            .withIdentifierMaxLength(256);

    final Map<String, Statement.Stream> streams = new LinkedHashMap<>();
    final List<Statement.Pump> pumps = new ArrayList<>();
    final List<Refusal> refusals = new ArrayList<>();
    /** The functions without an equal, in all pumps. */
    final List<Refusal> functions = new ArrayList<>();
    final Set<String> notes = new LinkedHashSet<>();

    private final String code;
    /** The input's streams; empty where they are not known. */
    private final List<String> inputs;
    /** The names of all streams that are created, wherever. */
    private final Set<String> created = new LinkedHashSet<>();

    private Statements(String code, List<String> inputs) {
        this.code = code;
        this.inputs = inputs;
    }

    /** Reads all statements; what cannot be read is among the refusals. */
    static Statements of(String code, List<String> inputs) {
        Statements statements = new Statements(code, inputs);
        List<List<Token>> all = new ArrayList<>(List.of(new ArrayList<>()));
        for (Token token : Token.of(code)) {
            if (token.is(";")) {
                all.add(new ArrayList<>());
            } else {
                all.get(all.size() - 1).add(token);
            }
        }
        all.forEach(statements::note);
        all.forEach(statements::read);
        return statements;
    }

    /** Remembers the name of a stream that a statement creates. */
    private void note(List<Token> statement) {
        TokenReader in = new TokenReader(code, statement);
        if (in.skip("CREATE") && (in.skip("STREAM") || in.skip("OR", "REPLACE", "STREAM")) && !in.atEnd() && in.peek().isName()) {
            created.add(in.name("the stream's name"));
        }
    }

    private void read(List<Token> statement) {
        if (statement.isEmpty()) {
            return;
        }
        try {
            readOne(new TokenReader(code, statement));
        } catch (RefusedException e) {
            refusals.addAll(e.refusals);
        } catch (RuntimeException e) {
            refusals.addAll(new TokenReader(code, statement).refuse("statement", Refusal.UNTRANSLATED).refusals);
        }
    }

    private void readOne(TokenReader in) {
        if (in.skip("ALTER", "PUMP") || in.skip("DROP") || in.skip("ALTER", "STREAM")) {
            return; // pumps run in Flink as soon as the application does
        }
        if (in.skip("CREATE")) {
            in.skip("OR", "REPLACE");
            if (in.skip("STREAM")) {
                Statement.Stream stream = stream(in);
                streams.put(stream.name, stream);
            } else if (in.skip("PUMP")) {
                pump(in);
            } else {
                throw in.refuse("CREATE " + in.text().toUpperCase(), "only streams and pumps are carried over; write what it does into the SELECT that uses it");
            }
            return;
        }
        if (in.at("INSERT")) {
            insert(in, "");
            return;
        }
        throw in.refuse(in.text().isEmpty() ? "statement" : in.text(), "this is no statement of an application: CREATE STREAM and CREATE PUMP are");
    }

    private Statement.Stream stream(TokenReader in) {
        Refusal place = in.place("CREATE STREAM");
        String name = in.name("the stream's name");
        List<Statement.Declared> columns = new ArrayList<>();
        in.expect("(");
        do {
            Token at = in.peek();
            String column = in.name("a column's name");
            String type = in.type();
            KdaType parsed = KdaType.parse(type);
            if (parsed == null) {
                refusals.add(in.refuse(at, type, "column " + column + ": a result has no such type; give it one that JSON can hold, as VARCHAR").refusals.get(0));
                parsed = KdaType.TEXT;
            }
            if (type.toUpperCase().matches("CHAR(ACTER)?\\b(?! VARYING).*")) {
                notes.add("A text of the type " + type + " is cut to its length, but not filled up with blanks.");
            }
            columns.add(new Statement.Declared(column, parsed, at.kind == Token.Kind.QUOTED));
        } while (in.skip(","));
        in.expect(")");
        return new Statement.Stream(name, columns, place);
    }

    private void pump(TokenReader in) {
        String name = in.name("the pump's name");
        while (!in.atEnd() && !in.at("AS")) {
            in.next(); // STARTED, STOPPED, DESCRIPTION 'text'
        }
        in.expect("AS");
        insert(in, name);
    }

    private void insert(TokenReader in, String name) {
        functions.addAll(Unparsed.functions(in));
        List<Refusal> unknown = Unparsed.find(in, new KnownStreams(inputs, created, KnownStreams.read(in.rest())));
        if (!unknown.isEmpty()) {
            throw new RefusedException(unknown);
        }
        SqlInsert insert = (SqlInsert) parse(in.sql());
        IntervalLiterals.check(insert);
        List<String> columns = new ArrayList<>();
        if (insert.getTargetColumnList() != null) {
            for (SqlNode column : insert.getTargetColumnList()) {
                columns.add(last((SqlIdentifier) column));
            }
        }
        pumps.removeIf(pump -> !name.isEmpty() && pump.name.equals(name)); // CREATE OR REPLACE
        pumps.add(new Statement.Pump(name, last((SqlIdentifier) insert.getTargetTable()), columns, insert.getSource()));
    }

    static String last(SqlIdentifier name) {
        return name.names.get(name.names.size() - 1);
    }

    private static SqlNode parse(String sql) {
        try {
            SqlNode node = ReservedWords.parse(sql, PARSER);
            if (node instanceof SqlInsert) {
                return node;
            }
            throw RefusedException.at(node, "pump", "a pump is an INSERT INTO a stream");
        } catch (SqlParseException e) {
            SqlParserPos place = e.getPos() == null ? SqlParserPos.ZERO : e.getPos();
            String message = e.getMessage() == null ? "" : e.getMessage().split("\n")[0].replaceAll("\\.$", "");
            throw RefusedException.at(place, "syntax", message + ": this is no SQL of the service, or a form that is not known here", null);
        }
    }
}
