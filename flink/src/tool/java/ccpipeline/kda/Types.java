package ccpipeline.kda;

import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlNode;

/** Conversions between types. AWS: SQL Reference, "CAST" and "Data Types". */
final class Types {
    private Types() {}

    /** A value, or null of this type: Flink takes no null without a type. */
    static Typed known(Typed value, KdaType type) {
        return value.type.kind == KdaType.Kind.NULL ? Typed.literal("CAST(NULL AS " + type.flinkName() + ")", type) : value;
    }

    /** The type of a choice between values, as CASE makes it. */
    static KdaType common(SqlNode place, List<Typed> values) {
        KdaType common = KdaType.NULL;
        for (Typed value : values) {
            KdaType wider = wider(common, value.type);
            if (wider == null) {
                throw RefusedException.at(place, "CASE", "its values have the types " + common + " and " + value.type + "; CAST them to one type");
            }
            common = wider;
        }
        return common;
    }

    /** The type that holds the values of both, or null. */
    static KdaType wider(KdaType a, KdaType b) {
        if (a.kind == KdaType.Kind.NULL || a.equals(b)) {
            return b;
        }
        if (b.kind == KdaType.Kind.NULL) {
            return a;
        }
        if (a.kind == KdaType.Kind.TEXT && b.kind == KdaType.Kind.TEXT) {
            return KdaType.text(a.precision == 0 || b.precision == 0 ? 0 : Math.max(a.precision, b.precision));
        }
        if (!a.isNumber() || !b.isNumber()) {
            return null;
        }
        if (a.kind == KdaType.Kind.DOUBLE || b.kind == KdaType.Kind.DOUBLE) {
            return KdaType.DOUBLE;
        }
        if (a.isWhole() && b.isWhole()) {
            return KdaType.BIGINT;
        }
        KdaType x = a.asDecimal();
        KdaType y = b.asDecimal();
        int scale = Math.max(x.scale, y.scale);
        return KdaType.decimal(Math.max(x.wholeDigits(), y.wholeDigits()) + scale, scale);
    }

    /** A value of a choice, in the type of the choice. */
    static String aligned(Typed value, KdaType type) {
        return value.type.kind == type.kind ? value.text : "CAST(" + value.text + " AS " + type.flinkName() + ")";
    }

    /**
     * Converts a value, as a CAST does and as the service does where a value goes into a column of another type.
     *
     * @param place for what is refused.
     */
    static Typed convert(Typed from, KdaType to, Set<String> notes, SqlNode place) {
        if (from.type.equals(to) && !(from.literal && to.kind == KdaType.Kind.TEXT)) {
            return from;
        }
        String cast = "CAST";
        switch (from.type.kind) {
            case TEXT:
                if (to.kind == KdaType.Kind.TEXT && fits(from, to)) {
                    return retyped(from, to);
                }
                if (to.kind != KdaType.Kind.TEXT) {
                    cast = "TRY_CAST";
                    notes.add("A text that is no " + to + " becomes null; the service put its row into the error stream.");
                }
                break;
            case INTERVAL:
                return interval(from, to, notes, place);
            case BOOLEAN:
                if (to.isNumber()) {
                    throw RefusedException.at(place, "BOOLEAN to " + to, "a truth value is no number; write CASE WHEN … THEN 1 ELSE 0 END");
                }
                break;
            case TIMESTAMP:
            case DATE:
            case TIME:
                if (to.isNumber() || to.kind == KdaType.Kind.BOOLEAN) {
                    throw RefusedException.at(place, from.type + " to " + to, "a time is no number; write UNIX_TIMESTAMP(…)");
                }
                break;
            case INTEGER:
            case BIGINT:
            case DECIMAL:
            case DOUBLE:
                if (to.isTime()) {
                    throw RefusedException.at(place, from.type + " to " + to, "a number is no time; write TO_TIMESTAMP(…)");
                }
                if (to.kind == KdaType.Kind.TEXT && from.type.kind == KdaType.Kind.DOUBLE) {
                    notes.add("The text of a DOUBLE is Java's, as 1.5; the service wrote 1.5E0.");
                }
                break;
            case RECORD:
                throw RefusedException.at(place, "record", "a parsed line has no type of a column; take its columns, as r.COLUMN1");
            default:
                break;
        }
        if (to.kind == KdaType.Kind.DATE || to.kind == KdaType.Kind.TIME) {
            return Typed.atom(cast + "(" + from.text + " AS " + to.flinkName() + ")", to);
        }
        boolean fraction = to.isWhole() && !from.whole && (from.type.kind == KdaType.Kind.DOUBLE || from.type.scale > 0);
        if (fraction && from.type.kind != KdaType.Kind.TEXT) {
            notes.add("Fractions are rounded where they go into whole numbers, as the service's CAST does.");
            String rounded = "FLOOR(" + from.in(Typed.ADD) + " + 0.5)";
            return to.kind == KdaType.Kind.INTEGER ? narrowed("CAST(" + rounded + " AS BIGINT)", notes) : Typed.atom("CAST(" + rounded + " AS BIGINT)", to);
        }
        if (to.kind == KdaType.Kind.INTEGER && from.type.isNumber() && !(from.level == Typed.ATOM && from.text.startsWith("COUNT("))) {
            String whole = from.type.kind == KdaType.Kind.BIGINT ? from.text : "CAST(" + from.text + " AS BIGINT)";
            return narrowed(whole, notes);
        }
        Typed converted = Typed.atom(cast + "(" + from.text + " AS " + to.flinkName() + ")", to);
        converted.step = from.type.kind == to.kind ? from.step : null;
        return converted;
    }

    /** A BIGINT as an INTEGER, null where it is none: a CAST of numbers drops the upper bits in silence, one of a text does not. */
    private static Typed narrowed(String whole, Set<String> notes) {
        notes.add("A number that is too large for INTEGER becomes null; the service put its row into the error stream.");
        return Typed.atom("TRY_CAST(CAST(" + whole + " AS STRING) AS INTEGER)", KdaType.INTEGER);
    }

    private static boolean fits(Typed from, KdaType to) {
        return to.precision == 0 && !from.literal || from.type.precision > 0 && from.type.precision <= to.precision && !from.literal;
    }

    private static Typed retyped(Typed from, KdaType to) {
        Typed same = new Typed(from.text, to, from.level);
        same.step = from.step;
        return same;
    }

    private static Typed interval(Typed from, KdaType to, Set<String> notes, SqlNode place) {
        if (!to.isNumber()) {
            throw RefusedException.at(place, "INTERVAL", "a length of time is no value of a column; CAST it to INTEGER");
        }
        String text = from.unitMillis == 1 ? from.text : from.in(Typed.ATOM) + " / " + from.unitMillis;
        return convert(new Typed(text, KdaType.BIGINT, Typed.MULTIPLY), to, notes, place);
    }
}
