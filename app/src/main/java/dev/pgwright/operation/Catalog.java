package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import org.jspecify.annotations.Nullable;

/** SQL expressions over the catalog that steps and expectations are made of. */
final class Catalog {
    private Catalog() {}

    static String text(String value) {
        return Identifiers.literal(value).strip();
    }

    /** The relation as regclass; NULL when it is not there. */
    static String relation(TableName relation) {
        return "pg_catalog.to_regclass(" + text(relation.sql()) + ")";
    }

    static String exists(TableName relation) {
        return "(" + relation(relation) + " IS NOT NULL)";
    }

    static String invalidIndex(TableName index) {
        return "EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = " + relation(index) + " AND NOT indisvalid)";
    }

    static String validIndex(TableName index) {
        return "EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = " + relation(index) + " AND indisvalid)";
    }

    /** A storage parameter's value; {@code toast.} in front asks the TOAST table. */
    static String storageParameter(TableName relation, String parameter) {
        boolean toast = parameter.startsWith("toast.");
        String owner = toast
                ? "(SELECT reltoastrelid FROM pg_catalog.pg_class WHERE oid = " + relation(relation) + ")"
                : relation(relation);
        return "(SELECT o.option_value FROM pg_catalog.pg_class AS c,"
                + " pg_catalog.pg_options_to_table(c.reloptions) AS o WHERE c.oid = " + owner
                + " AND o.option_name = " + text(toast ? parameter.substring("toast.".length()) : parameter) + ")";
    }

    /** Something of a column's row in pg_attribute, called {@code a}; NULL when there is no such column. */
    static String column(TableName table, String column, String expression) {
        return "(SELECT " + expression + " FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = " + relation(table)
                + " AND a.attname = " + text(column) + " AND NOT a.attisdropped)";
    }

    static String columnExists(TableName table, String column) {
        return "(" + column(table, column, "true") + " IS TRUE)";
    }

    /** Something of a constraint's row in pg_constraint, called {@code k}; NULL when there is no such constraint. */
    static String constraint(TableName table, String name, String expression) {
        return "(SELECT " + expression + " FROM pg_catalog.pg_constraint AS k WHERE k.conrelid = " + relation(table)
                + " AND k.conname = " + text(name) + ")";
    }

    static String constraintExists(TableName table, String name) {
        return "(" + constraint(table, name, "true") + " IS TRUE)";
    }

    /** A setting fixed for a database, a role or both; null stands for all of them. */
    static String fixedSetting(@Nullable String database, @Nullable String role, String setting) {
        String ofDatabase = database == null
                ? "0"
                : "(SELECT oid FROM pg_catalog.pg_database WHERE datname = " + text(database) + ")";
        String ofRole = role == null ? "0" : "(SELECT oid FROM pg_catalog.pg_roles WHERE rolname = " + text(role) + ")";
        return "(SELECT substr(e, strpos(e, '=') + 1) FROM pg_catalog.pg_db_role_setting AS s, unnest(s.setconfig) AS e"
                + " WHERE s.setdatabase = " + ofDatabase + " AND s.setrole = " + ofRole
                + " AND lower(split_part(e, '=', 1)) = lower(" + text(setting) + "))";
    }

    /** True while the table is a partition of the parent. */
    static String partition(TableName table, TableName parent) {
        return "EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = " + relation(table) + " AND inhparent = "
                + relation(parent) + ")";
    }
}
