package dev.pgwright.report;

import dev.pgwright.operation.CreateIndex;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Indexes and their figures in few words. */
final class IndexWords {
    private static final Pattern CREATE = Pattern.compile(
            "CREATE INDEX (?:CONCURRENTLY )?(?:\"(?:[^\"]|\"\")*\"|\\S+) ON (?:ONLY )?(.*?)(?:;(?:\nCREATE.*)?)?",
            Pattern.DOTALL);
    private static final Pattern PLAIN_NAME = Pattern.compile("\"([a-z_][a-z0-9_]*)\"");
    private static final double SMALLEST = 0.001;
    /** Keys of an index that are named in a table. */
    private static final int MOST_KEYS = 3;

    private IndexWords() {}

    /** {@code bookings (customer_id, created_at DESC)}: what the index is on, without needless quotes. */
    static String of(String createIndex) {
        Matcher matcher = CREATE.matcher(createIndex);
        String rest = matcher.matches() ? matcher.group(1) : createIndex;
        return PLAIN_NAME
                .matcher(rest)
                .replaceAll("$1")
                .replaceFirst("^public\\.", "")
                .replaceFirst(" USING btree ", " ")
                .replaceFirst(" USING (\\w+) ", " $1 ");
    }

    /** {@code bookings (customer_id, created_at DESC) +3, partial}: short enough for a table. */
    static String brief(CreateIndex index) {
        String schema =
                index.table().schema().equals("public") ? "" : index.table().schema() + ".";
        List<String> first = index.keys().stream().limit(MOST_KEYS).toList();
        int more = index.keys().size() - first.size();
        String keys =
                PLAIN_NAME.matcher(String.join(", ", first)).replaceAll("$1") + (more > 0 ? ", " + more + " more" : "");
        String method = index.method().equals("btree") ? "" : index.method() + " ";
        return schema + index.table().name() + " " + method + "(" + keys + ")"
                + (index.include().isEmpty() ? "" : " +" + index.include().size())
                + (index.predicate() == null ? "" : ", partial");
    }

    /** {@code 31 %} of a part, 0 to 1; what is there is never rounded to nothing. */
    static String share(double part) {
        if (!Double.isFinite(part)) {
            return "unknown";
        }
        double size = Math.abs(part);
        if (size == 0) {
            return "0 %";
        }
        return size < SMALLEST ? "under 0.1 %" : Figures.percent(100 * part);
    }

    /** {@code 500 MB}: a budget in the units in which it is given. */
    static String decimal(long bytes) {
        String[] units = {"bytes", "KB", "MB", "GB", "TB"};
        BigDecimal size = BigDecimal.valueOf(bytes);
        int unit = 0;
        while (unit < units.length - 1 && size.compareTo(BigDecimal.valueOf(1000)) >= 0) {
            size = size.movePointLeft(3);
            unit++;
        }
        String digits = size.round(new MathContext(4, RoundingMode.HALF_UP))
                .stripTrailingZeros()
                .toPlainString();
        return digits + " " + units[unit];
    }
}
