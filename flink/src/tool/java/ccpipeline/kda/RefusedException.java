package ccpipeline.kda;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Ends the translation of a statement with what is refused in it. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    final transient List<Refusal> refusals;

    RefusedException(List<Refusal> refusals) {
        super(refusals.get(0).construct + ": " + refusals.get(0).message);
        this.refusals = List.copyOf(refusals);
    }

    static RefusedException at(SqlParserPos place, String construct, String message, String seeAlso) {
        int line = place == null ? 0 : place.getLineNum();
        int column = place == null ? 0 : place.getColumnNum();
        return new RefusedException(List.of(new Refusal(line, column, construct, message, seeAlso)));
    }

    static RefusedException at(SqlNode node, String construct, String message) {
        return at(node.getParserPosition(), construct, message, null);
    }

    static RefusedException at(SqlNode node, String construct, String message, String seeAlso) {
        return at(node.getParserPosition(), construct, message, seeAlso);
    }
}
