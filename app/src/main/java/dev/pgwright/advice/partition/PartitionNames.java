package dev.pgwright.advice.partition;

import dev.pgwright.check.partition.Period;
import dev.pgwright.check.partition.TimePartitions;
import dev.pgwright.check.partition.TimePartitions.Part;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Names and bounds of partitions to come, like those that are there.
 *
 * @param stem what stands before the time
 * @param suffix how the beginning of the range is written in a name
 * @param type of the column that decides
 */
record PartitionNames(String stem, Function<LocalDateTime, String> suffix, String type) {
    /** The usual ways to write the beginning of a range; pg_partman writes the last. */
    private static List<Function<LocalDateTime, String>> suffixes(Period period) {
        return switch (period) {
            case DAY -> List.of(format("yyyy_MM_dd"), format("yyyyMMdd"));
            case WEEK -> List.of(PartitionNames::week, format("yyyy_MM_dd"), format("yyyyMMdd"));
            case MONTH -> List.of(format("yyyy_MM"), format("yyyyMM"), format("'y'yyyy'm'MM"), format("yyyyMMdd"));
            case YEAR -> List.of(format("yyyy"), format("yyyyMMdd"));
        };
    }

    private static Function<LocalDateTime, String> format(String pattern) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        return format::format;
    }

    private static String week(LocalDateTime time) {
        return String.format(
                Locale.ROOT,
                "%dw%02d",
                time.get(IsoFields.WEEK_BASED_YEAR),
                time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    static PartitionNames like(TimePartitions table, Period period) {
        List<Function<LocalDateTime, String>> suffixes = suffixes(period);
        for (int at = table.parts().size() - 1; at >= 0; at--) {
            Part part = table.parts().get(at);
            LocalDateTime from = part.from();
            if (from == null) {
                continue;
            }
            for (Function<LocalDateTime, String> suffix : suffixes) {
                String name = part.table().name();
                String end = suffix.apply(from);
                if (name.endsWith(end)) {
                    return new PartitionNames(name.substring(0, name.length() - end.length()), suffix, table.type());
                }
            }
        }
        return new PartitionNames(table.table().name() + "_p", suffixes.get(0), table.type());
    }

    String of(LocalDateTime from) {
        return stem + suffix.apply(from);
    }

    /** As the server writes such a bound in UTC. */
    String literal(LocalDateTime time) {
        return switch (type) {
            case "date" -> format("''yyyy-MM-dd''").apply(time);
            case "timestamp with time zone" ->
                format("''yyyy-MM-dd HH:mm:ss'+00'''").apply(time);
            default -> format("''yyyy-MM-dd HH:mm:ss''").apply(time);
        };
    }
}
