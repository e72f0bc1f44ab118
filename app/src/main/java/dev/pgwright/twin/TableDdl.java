package dev.pgwright.twin;

import static dev.pgwright.postgres.Identifiers.literal;
import static dev.pgwright.postgres.Identifiers.qualified;
import static dev.pgwright.postgres.Identifiers.quote;

import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Constraint;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.GeneratedColumn;
import dev.pgwright.snapshot.PartitionKey;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Sequence;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tables, with every column at its own number: statistics objects name columns by number, and a dropped column widens
 * the row that INSERT plans. A materialized view becomes a table, since rows are put into it.
 */
final class TableDdl {
    private static final Set<Relation.Kind> STORED = EnumSet.of(
            Relation.Kind.TABLE,
            Relation.Kind.PARTITIONED_TABLE,
            Relation.Kind.MATERIALIZED_VIEW,
            Relation.Kind.FOREIGN_TABLE);

    private final Snapshot snapshot;
    private final Map<Long, Map<String, GeneratedColumn>> generated = new HashMap<>();
    private final Map<Long, PartitionKey> partitionKeys = new HashMap<>();
    private final Map<Long, Map<String, Sequence>> identities = new HashMap<>();

    private final StandIns standIns;

    TableDdl(Snapshot snapshot, StandIns standIns) {
        this.snapshot = snapshot;
        this.standIns = standIns;
        for (GeneratedColumn column : snapshot.rows(Facts.GENERATED_COLUMN)) {
            generated
                    .computeIfAbsent(column.relationOid(), oid -> new HashMap<>())
                    .put(column.column(), column);
        }
        snapshot.rows(Facts.PARTITION_KEY).forEach(key -> partitionKeys.put(key.relationOid(), key));
        for (Sequence sequence : snapshot.rows(Facts.SEQUENCE)) {
            Long owner = sequence.ownerOid();
            String column = sequence.ownerColumn();
            if (owner != null && column != null && sequence.identity()) {
                identities.computeIfAbsent(owner, oid -> new HashMap<>()).put(column, sequence);
            }
        }
    }

    /** Whether the twin has it as a table. */
    static boolean isTable(Relation relation) {
        return STORED.contains(relation.kind())
                && relation.extension() == null
                && relation.persistence() != Relation.Persistence.TEMPORARY;
    }

    List<Relation> tables() {
        return snapshot.rows(Facts.RELATION).stream().filter(TableDdl::isTable).toList();
    }

    List<Ddl> sequences() {
        List<Ddl> all = new ArrayList<>();
        for (Sequence sequence : snapshot.rows(Facts.SEQUENCE)) {
            if (!sequence.identity()) {
                all.add(new Ddl(
                        "sequence " + sequence.schema() + "." + sequence.name(),
                        "CREATE SEQUENCE IF NOT EXISTS " + qualified(sequence.schema(), sequence.name()) + " AS "
                                + sequence.type(),
                        Ddl.STATEMENTS_FAIL));
            }
        }
        return all;
    }

    List<Ddl> create() {
        return tables().stream()
                .map(table -> new Ddl(
                        "table " + table.schema() + "." + table.name(),
                        create(table, true),
                        create(table, false),
                        "it has no defaults, generated columns and checks, or it is missing"))
                .toList();
    }

    /** What the twin has otherwise than the target. */
    List<TwinGap> gaps() {
        return tables().stream()
                .filter(table -> table.kind() == Relation.Kind.FOREIGN_TABLE)
                .map(table -> new TwinGap(
                        "foreign table " + table.schema() + "." + table.name(),
                        "The twin has no foreign server",
                        "it is planned as an ordinary table"))
                .toList();
    }

    private String create(Relation table, boolean whole) {
        List<String> parts = new ArrayList<>();
        List<String> drops = new ArrayList<>();
        int position = 0;
        for (Column column : snapshot.columnsOf(table.oid())) {
            while (++position < column.position()) {
                String gone = quote("........pg.dropped." + position + "........");
                parts.add(gone + " integer");
                drops.add("DROP COLUMN " + gone);
            }
            parts.add(column(table, column, whole));
        }
        if (whole) {
            checks(table).forEach(check -> parts.add("CONSTRAINT " + quote(check.name()) + " " + check.definition()));
        }
        String name = qualified(table.schema(), table.name());
        String dropping = drops.isEmpty() ? "" : "; ALTER TABLE ONLY " + name + " " + String.join(", ", drops);
        return "CREATE TABLE " + name + " (" + String.join(", ", parts) + ")" + partitionBy(table) + options(table)
                + dropping;
    }

    private String partitionBy(Relation table) {
        PartitionKey key = partitionKeys.get(table.oid());
        return key == null || key.definition() == null ? "" : " PARTITION BY " + key.definition();
    }

    static String options(Relation table) {
        if (table.options().isEmpty() || table.kind() == Relation.Kind.PARTITIONED_TABLE) {
            return "";
        }
        return table.options().stream()
                .map(option -> option.split("=", 2))
                .map(option -> option[0] + " = " + literal(option[1]))
                .collect(Collectors.joining(", ", " WITH (", ")"));
    }

    private List<Constraint> checks(Relation table) {
        return snapshot.constraintsOf(table.oid()).stream()
                .filter(constraint -> constraint.type() == Constraint.Type.CHECK)
                .filter(constraint -> constraint.definition() != null && constraint.validated())
                .toList();
    }

    private String column(Relation table, Column column, boolean whole) {
        StringBuilder sql = new StringBuilder(quote(column.name()) + " " + standIns.typeOf(column));
        if (column.collation() != null) {
            sql.append(" COLLATE ").append(column.collation());
        }
        if (whole) {
            sql.append(value(table, column));
        }
        return column.notNull() ? sql.append(" NOT NULL").toString() : sql.toString();
    }

    private String value(Relation table, Column column) {
        @Nullable
        GeneratedColumn computed = generated.getOrDefault(table.oid(), Map.of()).get(column.name());
        if (computed != null && computed.expression() != null && column.generated() != Column.Generated.NONE) {
            return " GENERATED ALWAYS AS (" + computed.expression() + ") " + column.generated();
        }
        if (column.identity() != Column.Identity.NONE) {
            String when = column.identity() == Column.Identity.ALWAYS ? "ALWAYS" : "BY DEFAULT";
            @Nullable
            Sequence sequence = identities.getOrDefault(table.oid(), Map.of()).get(column.name());
            String name =
                    sequence == null ? "" : " (SEQUENCE NAME " + qualified(sequence.schema(), sequence.name()) + ")";
            return " GENERATED " + when + " AS IDENTITY" + name;
        }
        return column.defaultValue() == null ? "" : " DEFAULT " + column.defaultValue();
    }

    /** Partitions and children are made alone, so that their columns keep their numbers, and joined then. */
    List<Ddl> joins() {
        List<Ddl> all = new ArrayList<>();
        for (Relation table : tables()) {
            for (long oid : table.parentOids()) {
                snapshot.relation(oid).ifPresent(parent -> all.add(join(table, parent)));
            }
        }
        return all;
    }

    private static Ddl join(Relation table, Relation parent) {
        String child = qualified(table.schema(), table.name());
        String above = qualified(parent.schema(), parent.name());
        String sql = table.partition()
                ? "ALTER TABLE ONLY " + above + " ATTACH PARTITION " + child + " " + table.partitionBound()
                : "ALTER TABLE " + child + " INHERIT " + above;
        return new Ddl(
                "place of " + table.schema() + "." + table.name() + " below " + parent.name(), sql, Ddl.PLANS_DIFFER);
    }

    /** Checks that were never validated: the planner does not believe them. */
    List<Ddl> uncheckedChecks() {
        return snapshot.rows(Facts.CONSTRAINT).stream()
                .filter(constraint -> constraint.type() == Constraint.Type.CHECK && !constraint.validated())
                .filter(constraint -> constraint.relation() != null && constraint.local())
                .filter(constraint -> constraint.definition() != null)
                .map(constraint -> ConstraintDdl.add(constraint, String.valueOf(constraint.definition())))
                .toList();
    }
}
