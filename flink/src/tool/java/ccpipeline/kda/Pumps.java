package ccpipeline.kda;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlNode;

/** The graph of an application's streams and pumps. AWS: Developer Guide, "In-Application Streams and Pumps". */
final class Pumps {
    final Application application;
    private final Statements statements;
    /** Streams that are being translated, so that a circle is seen. */
    private final Set<String> open = new LinkedHashSet<>();

    Pumps(Application application, Statements statements) {
        this.application = application;
        this.statements = statements;
    }

    boolean isCreated(String stream) {
        return statements.streams.containsKey(stream);
    }

    Relation source(String stream, SqlNode place) {
        if (stream.equalsIgnoreCase("error_stream")) {
            throw RefusedException.at(place, stream, "rejected records are delivered below errors/ of the bucket; no query reads them");
        }
        List<String> inputs = application.streamNames.isEmpty() ? List.of(likelyInput(stream)) : application.streamNames;
        if (!inputs.contains(stream)) {
            throw RefusedException.at(place, stream, "there is no such stream; the input is " + String.join(", ", inputs) + ", and a reference table is carried over as a MAP by hand", "reference-data");
        }
        return Catalog.source(application, stream);
    }

    /** What a query's streams are. */
    KnownStreams known(Set<String> read) {
        return new KnownStreams(application.streamNames, statements.streams.keySet(), read);
    }

    /** The input where its name is not known: of the streams that are read and not created, the one named as the service does, or the first. */
    private String likelyInput(String read) {
        Set<String> external = new LinkedHashSet<>();
        statements.pumps.forEach(pump -> external.addAll(Reads.of(pump.query)));
        external.removeAll(statements.streams.keySet());
        return external.stream().filter(name -> name.startsWith("SOURCE_SQL_STREAM")).findFirst().orElse(external.stream().findFirst().orElse(read));
    }

    /** The pumps into a stream. */
    List<Statement.Pump> into(String stream) {
        return statements.pumps.stream().filter(pump -> pump.into.equals(stream)).collect(Collectors.toList());
    }

    /** The rows of a stream. */
    Block block(String stream, QueryText query) {
        if (!open.add(stream)) {
            throw new RefusedException(List.of(refusal(stream, "it reads itself, directly or through others")));
        }
        try {
            List<Statement.Pump> pumps = into(stream);
            if (pumps.isEmpty()) {
                throw new RefusedException(List.of(refusal(stream, "no pump writes into it")));
            }
            List<Block> blocks = new ArrayList<>();
            List<Refusal> refusals = new ArrayList<>();
            for (Statement.Pump pump : pumps) {
                try {
                    blocks.add(block(pump, query));
                } catch (RefusedException e) {
                    refusals.addAll(e.refusals);
                } catch (RuntimeException e) {
                    refusals.addAll(RefusedException.at(pump.query, "pump " + pump.name, Refusal.UNTRANSLATED).refusals);
                }
            }
            if (!refusals.isEmpty()) {
                throw new RefusedException(refusals);
            }
            List<String> names = pumps.stream().map(pump -> pump.name).collect(Collectors.toList());
            return blocks.size() == 1 ? blocks.get(0) : Union.of(blocks, names, "pump", stream, pumps.get(1).query, query);
        } finally {
            open.remove(stream);
        }
    }

    private Refusal refusal(String stream, String message) {
        Refusal place = statements.streams.get(stream).place;
        return new Refusal(place.line, place.column, stream, message, null);
    }

    private Block block(Statement.Pump pump, QueryText query) {
        Statement.Stream stream = statements.streams.get(pump.into);
        Block block = Queries.of(pump.query, pump.target(stream), query);
        List<Block.Item> given = new ArrayList<>(block.items);
        block.items.clear();
        for (Statement.Declared column : stream.columns) {
            Typed none = Typed.atom("CAST(NULL AS " + column.type.flinkName() + ")", column.type);
            block.items.add(given.stream().filter(item -> item.name.equals(column.name)).findFirst().orElse(new Block.Item(none, column.name)));
        }
        return block;
    }

    /** Streams whose rows leave the application: the outputs, or those that nothing reads. */
    List<String> outputs() {
        List<String> outputs = new ArrayList<>();
        for (String stream : statements.streams.keySet()) {
            boolean wanted = application.outputs.isEmpty() ? !isRead(stream) : application.outputs.contains(stream);
            if (wanted && !into(stream).isEmpty()) {
                outputs.add(stream);
            }
        }
        return outputs;
    }

    boolean isRead(String stream) {
        return statements.pumps.stream().anyMatch(pump -> Reads.of(pump.query).contains(stream));
    }
}
