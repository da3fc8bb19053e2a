package ccpipeline.kda;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** The streams that a query reads. */
final class Reads extends SqlBasicVisitor<Void> {
    private final Set<String> streams = new LinkedHashSet<>();

    private Reads() {}

    static Set<String> of(SqlNode query) {
        Reads reads = new Reads();
        reads.from(query);
        query.accept(reads);
        return reads.streams;
    }

    @Override
    public Void visit(SqlCall call) {
        if (call instanceof SqlSelect) {
            from(((SqlSelect) call).getFrom());
        }
        return super.visit(call);
    }

    private void from(SqlNode node) {
        if (node instanceof SqlIdentifier) {
            streams.add(Statements.last((SqlIdentifier) node));
        } else if (node instanceof SqlJoin) {
            from(((SqlJoin) node).getLeft());
            from(((SqlJoin) node).getRight());
        } else if (node instanceof SqlCall && ((SqlCall) node).getOperator().getName().equals("AS")) {
            from(((SqlCall) node).operand(0));
        }
    }
}
