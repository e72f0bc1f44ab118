package dev.pgwright.batch.partition;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The partitions that a table gets: one for each period, the next few, one for what is older, one for the rest. */
final class Partitions {
    /** Periods made ahead. */
    static final int AHEAD = 3;

    /** The planner's and every session's memory grow with them (documentation, "Best Practices for Partitioning"). */
    private static final int MOST = 1000;

    /** One of them: quoted name and bound. */
    record Partition(String name, String bound) {}

    private Partitions() {}

    static List<Partition> of(WriteSession session, SourceTable table, ConversionRequest request) throws SQLException {
        ConversionNames names = table.names();
        String query = new ConversionSql()
                .text("table_id", names.table())
                .text("column_id", Identifiers.quote(request.column()))
                .text("in_utc", table.inUtc())
                .literal("every", request.every().unit())
                .text("unit", request.every().unit())
                .text("keep", String.valueOf(request.keep()))
                .text("ahead", String.valueOf(AHEAD))
                .literal("suffix", "\"p\"" + request.every().suffix())
                .literal("literal", table.boundFormat())
                .fill("periods.sql");
        List<List<String>> periods = Rows.of(session, query);
        if (periods.size() > MOST) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    names + " has rows of " + periods.size() + " periods of a "
                            + request.every().unit() + ", and more than " + MOST
                            + " partitions slow every statement down",
                    "Choose a longer period, or --keep N: older rows get one partition together.");
        }
        List<Partition> partitions = new ArrayList<>();
        if (periods.get(0).get(3).equals("t")) {
            partitions.add(new Partition(
                    names.partition("older"),
                    "FOR VALUES FROM (MINVALUE) TO (" + literal(periods.get(0).get(1)) + ")"));
        }
        for (List<String> period : periods) {
            partitions.add(new Partition(
                    names.partition(period.get(0)),
                    "FOR VALUES FROM (" + literal(period.get(1)) + ") TO (" + literal(period.get(2)) + ")"));
        }
        partitions.add(new Partition(names.partition("default"), "DEFAULT"));
        return partitions;
    }

    private static String literal(String value) {
        return Identifiers.literal(value).strip();
    }
}
