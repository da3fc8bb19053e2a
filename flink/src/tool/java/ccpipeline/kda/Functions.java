package ccpipeline.kda;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;

/**
 * The functions that are carried over, each with its text in Flink; every other one is refused. AWS: SQL Reference, "SQL
 * Functions".
 */
final class Functions {
    private interface Translation {
        Typed of(SqlCall call, List<Typed> arguments, Context context);
    }

    private static final Map<String, Translation> BY_NAME = Map.ofEntries(
            Map.entry("ABS", (call, of, context) -> sameType("ABS", call, of, context)),
            Map.entry("FLOOR", (call, of, context) -> sameType("FLOOR", call, of, context)),
            Map.entry("CEIL", (call, of, context) -> TimeFunctions.ceil(call, of, context)),
            Map.entry("CEILING", (call, of, context) -> TimeFunctions.ceil(call, of, context)),
            Map.entry("EXP", (call, of, context) -> Doubles.over("EXP", " < 709.78", call, of, context)),
            Map.entry("LN", (call, of, context) -> Doubles.over("LN", " > 0", call, of, context)),
            Map.entry("LOG10", (call, of, context) -> Doubles.over("LOG10", " > 0", call, of, context)),
            Map.entry("SQRT", (call, of, context) -> Doubles.over("SQRT", " >= 0", call, of, context)),
            Map.entry("POWER", Doubles::power),
            Map.entry("MOD", Arithmetic::modulo),
            Map.entry("NULLIF", Functions::nullIf),
            Map.entry("COALESCE", Functions::choice),
            Map.entry("GREATEST", Functions::choice),
            Map.entry("LEAST", Functions::choice),
            Map.entry("||", Texts::concatenation),
            Map.entry("UPPER", (call, of, context) -> Texts.sameText("UPPER", call, context)),
            Map.entry("LOWER", (call, of, context) -> Texts.sameText("LOWER", call, context)),
            Map.entry("INITCAP", (call, of, context) -> Texts.sameText("INITCAP", call, context)),
            Map.entry("LTRIM", (call, of, context) -> Texts.sameText("LTRIM", call, context)),
            Map.entry("RTRIM", (call, of, context) -> Texts.sameText("RTRIM", call, context)),
            Map.entry("TRIM", Texts::trim),
            Map.entry("SUBSTRING", Texts::substring),
            Map.entry("POSITION", Texts::position),
            Map.entry("OVERLAY", Texts::overlay),
            Map.entry("CHAR_LENGTH", Texts::length),
            Map.entry("CHARACTER_LENGTH", Texts::length),
            Map.entry("REGEX_REPLACE", Texts::regexReplace),
            Map.entry("EXTRACT", TimeFunctions::extract),
            Map.entry("UNIX_TIMESTAMP", TimeFunctions::unixTimestamp),
            Map.entry("TO_TIMESTAMP", TimeFunctions::toTimestamp),
            Map.entry("TSDIFF", TimeFunctions::tsdiff),
            Map.entry("TIMESTAMPDIFF", TimeFunctions::timestampDiff),
            Map.entry("TIMESTAMPADD", TimeFunctions::timestampAdd),
            Map.entry("TIMESTAMP_TO_CHAR", TimeFunctions::toChar),
            Map.entry("DATE_TO_CHAR", TimeFunctions::toChar),
            Map.entry("TIME_TO_CHAR", TimeFunctions::toChar),
            Map.entry("CHAR_TO_TIMESTAMP", (call, of, context) -> TimeFunctions.fromChar(KdaType.TIMESTAMP, call, of, context)),
            Map.entry("CHAR_TO_DATE", (call, of, context) -> TimeFunctions.fromChar(KdaType.DATE, call, of, context)),
            Map.entry("CHAR_TO_TIME", (call, of, context) -> TimeFunctions.fromChar(KdaType.TIME, call, of, context)),
            Map.entry("REGEX_LOG_PARSE", LogFunctions::regex),
            Map.entry("FAST_REGEX_LOG_PARSE", LogFunctions::regex),
            Map.entry("FAST_REGEX_LOG_PARSER", LogFunctions::regex),
            Map.entry("VARIABLE_COLUMN_LOG_PARSE", LogFunctions::variable),
            Map.entry("FIXED_COLUMN_LOG_PARSE", LogFunctions::fixed),
            Map.entry("W3C_LOG_PARSE", LogFunctions::w3c));

    private static final Map<String, String> CLOCKS = Map.of(
            "CURRENT_TIMESTAMP", "CAST(CURRENT_TIMESTAMP AS TIMESTAMP(3))",
            "CURRENT_ROW_TIMESTAMP", "CAST(CURRENT_ROW_TIMESTAMP() AS TIMESTAMP(3))",
            "LOCALTIMESTAMP", "CAST(LOCALTIMESTAMP AS TIMESTAMP(3))",
            "CURRENT_DATE", "CURRENT_DATE",
            "CURRENT_TIME", "CAST(LOCALTIME AS TIME)",
            "LOCALTIME", "CAST(LOCALTIME AS TIME)");

    private Functions() {}

    static Typed of(SqlCall call, Context context) {
        String name = call.getOperator().getName().toUpperCase();
        Typed column = call.operandCount() == 0 ? context.relation.column(name) : null;
        if (column != null) {
            return column; // USER and the like are functions for the parser
        }
        if (CLOCKS.containsKey(name)) {
            return clock(name, context);
        }
        if (Advice.isRefusedFunction(name)) {
            throw unknown(call, name);
        }
        if (Aggregates.isAggregate(call)) {
            if (context.windowMillis == 0) {
                throw RefusedException.at(call, name, "an aggregate stands in SELECT or HAVING of a SELECT with GROUP BY, or before OVER", "group-by-without-window");
            }
            return Aggregates.of(call, context);
        }
        Translation translation = BY_NAME.get(name);
        if (translation == null) {
            throw unknown(call, name);
        }
        boolean own = name.equals("EXTRACT") || name.startsWith("TIMESTAMPADD") || name.startsWith("TIMESTAMPDIFF") || name.equals("TRIM") || name.startsWith("CEIL");
        return translation.of(call, own ? List.of() : Expressions.all(call, context), context);
    }

    /** Whether a name means the time of the computation. */
    static boolean isClock(String name) {
        return CLOCKS.containsKey(name);
    }

    static RefusedException unknown(SqlCall call, String name) {
        if (Advice.isRefusedFunction(name)) {
            return RefusedException.at(call, name, Advice.of(name), Advice.example(name));
        }
        if (call.getKind() == SqlKind.SCALAR_QUERY || call.getKind() == SqlKind.SELECT) {
            return RefusedException.at(call, "subquery", "a subquery as a value has no bounded state; read its stream in FROM");
        }
        return RefusedException.at(call, name, "this function is not carried over; write its equal in Flink SQL");
    }

    /** A function that is written as a name, as CURRENT_TIMESTAMP; or null. */
    static Typed withoutParentheses(SqlIdentifier identifier, Context context) {
        String name = Statements.last(identifier);
        return identifier.isSimple() && CLOCKS.containsKey(name) ? clock(name, context) : null;
    }

    private static Typed clock(String name, Context context) {
        context.notes.add(name + " is the time at which the job computes the row; it differs when records are read again.");
        KdaType type = name.endsWith("TIMESTAMP") ? KdaType.TIMESTAMP : name.endsWith("DATE") ? KdaType.DATE : KdaType.TIME;
        return Typed.atom(CLOCKS.get(name), type);
    }

    static void count(SqlCall call, int least, int most) {
        if (call.operandCount() < least || call.operandCount() > most) {
            String expected = least == most ? String.valueOf(least) : least + " to " + most;
            throw RefusedException.at(call, call.getOperator().getName(), "it takes " + expected + " arguments, here are " + call.operandCount());
        }
    }

    private static Typed sameType(String name, SqlCall call, List<Typed> arguments, Context context) {
        count(call, 1, 1);
        Typed number = Arithmetic.number(arguments.get(0), call.operand(0), context);
        Typed result = Typed.atom(name + "(" + number.text + ")", number.type);
        result.whole = name.equals("FLOOR") || number.whole;
        return result;
    }

    private static Typed nullIf(SqlCall call, List<Typed> arguments, Context context) {
        count(call, 2, 2);
        Typed value = arguments.get(0);
        Typed other = arguments.get(1);
        Comparisons.compare("=", call, value, other, context);
        if (value.type.kind == KdaType.Kind.NULL || other.type.kind == KdaType.Kind.NULL) {
            return value; // nothing equals null
        }
        return Typed.atom("NULLIF(" + value.text + ", " + other.text + ")", value.type);
    }

    private static Typed choice(SqlCall call, List<Typed> arguments, Context context) {
        KdaType type = Types.common(call, arguments);
        if (type.kind == KdaType.Kind.NULL) {
            return arguments.get(0);
        }
        String joined = arguments.stream().map(one -> Types.aligned(one, type)).collect(Collectors.joining(", "));
        return Typed.atom(call.getOperator().getName().toUpperCase() + "(" + joined + ")", type);
    }
}
