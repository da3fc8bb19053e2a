package ccpipeline.kda;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;

/** A statement of an application. */
final class Statement {
    private Statement() {}

    /** CREATE STREAM: an in-application stream with its columns. */
    static final class Stream {
        final String name;
        final List<Declared> columns;
        /** Its place, for messages. */
        final Refusal place;

        Stream(String name, List<Declared> columns, Refusal place) {
            this.name = name;
            this.columns = columns;
            this.place = place;
        }
    }

    /** A column of a stream. */
    static final class Declared {
        final String name;
        final KdaType type;
        final boolean quoted;

        Declared(String name, KdaType type, boolean quoted) {
            this.quoted = quoted;
            this.name = name;
            this.type = type;
        }
    }

    /** CREATE PUMP: INSERT INTO a stream. */
    static final class Pump {
        final String name;
        final String into;
        /** The columns that are inserted into, in order; empty for all. */
        final List<String> columns;
        /** SELECT, or UNION of SELECTs. */
        final SqlNode query;

        Pump(String name, String into, List<String> columns, SqlNode query) {
            this.name = name;
            this.into = into;
            this.columns = columns;
            this.query = query;
        }

        /** The columns that the query's items go into, in order. */
        List<Declared> target(Stream stream) {
            List<Declared> target = new ArrayList<>();
            for (String wanted : columns) {
                target.add(stream.columns.stream().filter(column -> column.name.equals(wanted)).findFirst().orElseThrow(() ->
                        RefusedException.at(query, "INSERT INTO " + into, "the stream has no column " + wanted)));
            }
            return columns.isEmpty() ? stream.columns : target;
        }
    }
}
