package dev.pgwright.check.rls;

import dev.pgwright.check.Tables;
import dev.pgwright.check.index.Indexes;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Policy;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.FunctionCatalog;
import dev.pgwright.sql.PolicyColumns;
import dev.pgwright.sql.PolicyExpression;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The policies of a snapshot, read by the grammar. */
public final class Policies {
    private final Snapshot snapshot;
    private final FunctionCatalog catalog;
    private final Tables tables;

    public Policies(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.catalog = new FunctionCatalog(snapshot);
        this.tables = new Tables(snapshot);
    }

    /** A finding's name for a policy. */
    public static String name(Policy policy) {
        return policy.schema() + "." + policy.relation() + "." + policy.name();
    }

    /** Policies in force: those of a table where row-level security is off do nothing. */
    Stream<Policy> inForce(Relation table) {
        return table.rowSecurity() ? snapshot.policiesOf(table.oid()).stream() : Stream.empty();
    }

    /** The condition on existing rows; none when there is none or the grammar does not accept it. */
    public Optional<PolicyExpression> using(Policy policy) {
        return read(policy.usingExpression());
    }

    /** The condition on new rows; none when there is none or the grammar does not accept it. */
    public Optional<PolicyExpression> check(Policy policy) {
        return read(policy.checkExpression());
    }

    private Optional<PolicyExpression> read(@Nullable String expression) {
        return expression == null ? Optional.empty() : PolicyExpression.read(expression, catalog);
    }

    /** Columns that the policies of a table look rows up by. */
    public List<String> comparedColumns(Relation table) {
        PolicyColumns columns = new PolicyColumns(catalog, new Known(table));
        return inForce(table)
                .flatMap(policy -> using(policy).stream())
                .flatMap(condition -> columns.compared(condition).stream())
                .distinct()
                .toList();
    }

    /** Columns that a policy looks rows up by and no index leads with. */
    List<String> missingColumns(Relation table, Policy policy) {
        PolicyColumns columns = new PolicyColumns(catalog, new Known(table));
        return using(policy).map(columns::missing).orElse(List.of());
    }

    private final class Known implements PolicyColumns.Table {
        private final Relation table;

        private Known(Relation table) {
            this.table = table;
        }

        @Override
        public boolean isIndexed(String column) {
            return Indexes.covers(snapshot, tables, table, List.of(column));
        }

        @Override
        public double distinctValues(String column) {
            return snapshot.rows(Facts.COLUMN_STATISTICS).stream()
                    .filter(s -> s.column().equals(column)
                            && s.relation().equals(table.name())
                            && s.schema().equals(table.schema()))
                    .mapToDouble(this::distinct)
                    .max()
                    .orElse(0);
        }

        private double distinct(ColumnStatistics statistics) {
            double distinct = statistics.nDistinct();
            return distinct >= 0 ? distinct : -distinct * tables.rows(table);
        }

        @Override
        public boolean isText(String column) {
            return snapshot.columnsOf(table.oid()).stream()
                    .filter(c -> c.name().equals(column))
                    .map(Column::type)
                    .anyMatch(type -> type.startsWith("character varying") || type.equals("text"));
        }
    }
}
