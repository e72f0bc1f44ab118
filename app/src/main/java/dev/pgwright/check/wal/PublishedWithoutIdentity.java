package dev.pgwright.check.wal;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Constraint;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Publication;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Objects;

/** A published table whose rows cannot be named to subscribers. */
public final class PublishedWithoutIdentity implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "published-without-identity",
            Theme.WAL,
            Impact.HIGH,
            Facts.PUBLICATION,
            Facts.PUBLICATION_TABLE,
            Facts.RELATION,
            Facts.CONSTRAINT);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        List<Publication> strict = snapshot.rows(Facts.PUBLICATION).stream()
                .filter(one ->
                        one.operations().contains("UPDATE") || one.operations().contains("DELETE"))
                .toList();
        Tables tables = new Tables(snapshot);
        return tables.all()
                .filter(table -> table.kind() == Relation.Kind.TABLE)
                .filter(table -> table.persistence() == Relation.Persistence.PERMANENT)
                .filter(table -> !isIdentified(snapshot, table))
                .flatMap(table -> strict.stream()
                        .filter(one -> publishes(snapshot, one, table))
                        .findFirst()
                        .map(one -> finding(table, one))
                        .stream())
                .toList();
    }

    private static boolean isIdentified(Snapshot snapshot, Relation table) {
        boolean key = snapshot.constraintsOf(table.oid()).stream()
                .anyMatch(constraint -> constraint.type() == Constraint.Type.PRIMARY_KEY);
        return switch (table.replicaIdentity()) {
            case DEFAULT -> key;
            case NOTHING -> false;
            case FULL, INDEX -> true;
        };
    }

    private static boolean publishes(Snapshot snapshot, Publication publication, Relation table) {
        return publication.allTables()
                || snapshot.rows(Facts.PUBLICATION_TABLE).stream()
                        .filter(one -> one.publication().equals(publication.name()))
                        .anyMatch(one -> one.relation() == null
                                ? one.schema().equals(table.schema())
                                : Objects.equals(one.relationOid(), table.oid())
                                        || table.parentOids().contains(one.relationOid()));
    }

    private static Finding finding(Relation table, Publication publication) {
        return Finding.of(
                INFO,
                Tables.name(table),
                Impact.HIGH,
                "Table " + Tables.name(table) + " is published by " + publication.name()
                        + " and nothing identifies its rows",
                Figures.ofTable(table.schema(), table.name())
                        .and("publication", publication.name())
                        .and("publishes", publication.operations())
                        .and("replica_identity", table.replicaIdentity().name()),
                "Every UPDATE and DELETE of it fails here, on the publisher: \"cannot update table because it does not"
                        + " have a replica identity and publishes updates\".");
    }
}
