package ccpipeline.kda;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlTrimFunction;

/** Functions of texts. AWS: SQL Reference, "String and Search Functions". */
final class Texts {
    private Texts() {}

    static Typed concatenation(SqlCall call, List<Typed> arguments, Context context) {
        String joined = Comparisons.text(call.operand(0), context).in(Typed.ADD) + " || "
                + Comparisons.text(call.operand(1), context).in(Typed.MULTIPLY);
        return new Typed(joined, KdaType.TEXT, Typed.ADD);
    }

    static Typed sameText(String name, SqlCall call, Context context) {
        Functions.count(call, 1, 1);
        Typed text = Comparisons.text(call.operand(0), context);
        return Typed.atom(name + "(" + text.text + ")", text.type);
    }

    static Typed trim(SqlCall call, List<Typed> none, Context context) {
        if (call.operandCount() == 1) {
            return sameText("TRIM", call, context);
        }
        SqlTrimFunction.Flag side = ((SqlLiteral) call.operand(0)).symbolValue(SqlTrimFunction.Flag.class);
        Typed what = Comparisons.text(call.operand(1), context);
        Typed text = Comparisons.text(call.operand(2), context);
        return Typed.atom("TRIM(" + side + " " + what.text + " FROM " + text.text + ")", text.type);
    }

    static Typed substring(SqlCall call, List<Typed> arguments, Context context) {
        Functions.count(call, 2, 3);
        Typed text = Comparisons.text(call.operand(0), context);
        String rest = whole(arguments.get(1), call) + (arguments.size() > 2 ? ", " + whole(arguments.get(2), call) : "");
        return Typed.atom("SUBSTRING(" + text.text + ", " + rest + ")", text.type);
    }

    private static String whole(Typed number, SqlNode place) {
        if (number.type.kind == KdaType.Kind.INTEGER) {
            return number.text;
        }
        if (!number.type.isNumber()) {
            throw RefusedException.at(place, "SUBSTRING", "places are numbers, this is " + number.type + "; regular expressions are not carried over");
        }
        return "CAST(" + number.text + " AS INTEGER)";
    }

    static Typed position(SqlCall call, List<Typed> arguments, Context context) {
        Functions.count(call, 2, 2);
        return Typed.atom("POSITION(" + Comparisons.text(call.operand(0), context).in(Typed.ADD) + " IN " + Comparisons.text(call.operand(1), context).in(Typed.ADD) + ")", KdaType.INTEGER);
    }

    static Typed overlay(SqlCall call, List<Typed> arguments, Context context) {
        Functions.count(call, 3, 4);
        String length = arguments.size() > 3 ? " FOR " + whole(arguments.get(3), call) : "";
        String text = "OVERLAY(" + Comparisons.text(call.operand(0), context).text + " PLACING "
                + Comparisons.text(call.operand(1), context).text + " FROM " + whole(arguments.get(2), call) + length + ")";
        return Typed.atom(text, KdaType.TEXT);
    }

    static Typed length(SqlCall call, List<Typed> arguments, Context context) {
        Functions.count(call, 1, 1);
        return Typed.atom("CHAR_LENGTH(" + Comparisons.text(call.operand(0), context).text + ")", KdaType.INTEGER);
    }

    /** The service's has a first place and a number of matches; all matches from the start are what Flink replaces. */
    static Typed regexReplace(SqlCall call, List<Typed> arguments, Context context) {
        Functions.count(call, 3, 5);
        boolean all = (arguments.size() < 4 || arguments.get(3).text.equals("1")) && (arguments.size() < 5 || arguments.get(4).text.equals("0"));
        if (!all) {
            throw RefusedException.at(call, "REGEX_REPLACE", "Flink replaces all matches from the start: give 1 and 0 as the last arguments", "regex-replace");
        }
        String joined = arguments.subList(0, 3).stream().map(one -> one.text).collect(Collectors.joining(", "));
        return Typed.atom("REGEXP_REPLACE(" + joined + ")", KdaType.TEXT);
    }

    /** The value of a text's literal. */
    static String constant(SqlCall call, int operand) {
        SqlNode node = call.operand(operand);
        if (node instanceof SqlLiteral && ((SqlLiteral) node).getValue() instanceof org.apache.calcite.util.NlsString) {
            return ((SqlLiteral) node).getValueAs(String.class);
        }
        throw RefusedException.at(node, call.getOperator().getName(), "a text in quotes is expected here");
    }
}
