package dev.pgwright.workload;

import dev.pgwright.pgquery.analysis.RelationUse;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives statements that nobody named a name by what they do. */
final class StatementNames {
    private static final int SHORT_FINGERPRINT = 8;
    private static final int RELATIONS = 2;

    private final Set<String> taken = new HashSet<>();

    /** Such as {@code select bookings, services 1a2b3c4d}; unique among those that this object gave. */
    String of(StatementAnalysis analysis, String fingerprint, boolean topLevel, @Nullable String role) {
        String verb = analysis.kind().replace("Stmt", "").toLowerCase(Locale.ROOT);
        String relations = analysis.relations().stream()
                .filter(use -> use.throughView().isEmpty())
                .map(RelationUse::relation)
                .map(relation -> relation.name())
                .distinct()
                .limit(RELATIONS)
                .collect(Collectors.joining(", "));
        String name = (verb + " " + relations).strip()
                + " "
                + fingerprint.substring(0, SHORT_FINGERPRINT)
                + (topLevel ? "" : " in a function")
                + (role == null ? "" : " as " + role);
        String unique = name;
        for (int n = 2; !taken.add(unique); n++) {
            unique = name + " #" + n;
        }
        return unique;
    }
}
