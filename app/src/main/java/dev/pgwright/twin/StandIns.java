package dev.pgwright.twin;

import static dev.pgwright.postgres.Identifiers.qualified;

import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.DataType;
import dev.pgwright.snapshot.Definition;
import dev.pgwright.snapshot.Extension;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Function;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Types, functions and operators in the place of those of extensions that the twin's server lacks: base types over the
 * server's functions for text, functions of the same type and cost that say nothing, operators over these. Access
 * methods and operator classes cannot be stood in for.
 */
final class StandIns {
    private static final String LIKE_TEXT = "it is a type like text on the twin; estimates on its values may differ";
    private static final String SILENT = "it can be planned; estimates of conditions with it may differ";

    private final Snapshot snapshot;
    private final Set<String> missing;
    private final Set<Long> types;

    /** For the extensions that the target has and the twin has not. */
    StandIns(Snapshot snapshot, Set<String> present) {
        this.snapshot = snapshot;
        this.missing = snapshot.rows(Facts.EXTENSION).stream()
                .filter(extension -> extension.version() != null)
                .map(Extension::name)
                .filter(name -> !present.contains(name))
                .collect(Collectors.toCollection(HashSet::new));
        this.types = snapshot.rows(Facts.DATA_TYPE).stream()
                .filter(this::isStoodInFor)
                .map(DataType::oid)
                .collect(Collectors.toSet());
    }

    private boolean isMissing(@Nullable String extension) {
        return extension != null && missing.contains(extension);
    }

    /** The type of a column on the twin: a stand-in knows no modifiers. */
    String typeOf(Column column) {
        return types.contains(column.typeOid()) ? column.type().replaceAll("\\([^)]*\\)$", "") : column.type();
    }

    private boolean isStoodInFor(DataType type) {
        return isMissing(type.extension()) && type.kind() == DataType.Kind.BASE;
    }

    List<TwinGap> gaps() {
        return snapshot.rows(Facts.DATA_TYPE).stream()
                .filter(this::isStoodInFor)
                .map(type -> new TwinGap(
                        "type " + type.schema() + "." + type.name(), "Its extension is not on this machine", LIKE_TEXT))
                .toList();
    }

    /** What can be made of them; that some fail is expected and no gap of its own. */
    List<Ddl> definitions() {
        List<Ddl> all = new ArrayList<>();
        for (DataType type : snapshot.rows(Facts.DATA_TYPE)) {
            if (isStoodInFor(type)) {
                all.add(new Ddl("type " + type.name(), likeText(type), LIKE_TEXT));
            }
        }
        for (Function function : snapshot.rows(Facts.FUNCTION)) {
            if (isMissing(function.extension()) && function.kind() == Function.Kind.FUNCTION) {
                all.add(new Ddl("function " + function.name(), FunctionDdl.silent(function), SILENT));
            }
        }
        for (Definition definition : snapshot.rows(Facts.DEFINITION)) {
            if (isMissing(definition.extension()) && definition.kind() != Definition.Kind.OPERATOR_CLASS) {
                all.add(new Ddl("definition " + definition.name(), definition.sql(), SILENT));
            }
        }
        return all;
    }

    /** Operators whose estimators belong to the extension, without these. */
    static Ddl simpler(Ddl ddl) {
        return new Ddl(ddl.object(), ddl.sql().replaceAll(", (RESTRICT|JOIN) = [^,)]+", ""), ddl.consequence());
    }

    private static String likeText(DataType type) {
        String name = qualified(type.schema(), type.name());
        String in = qualified(type.schema(), "pgwright_in_" + type.oid());
        String out = qualified(type.schema(), "pgwright_out_" + type.oid());
        return "CREATE TYPE " + name + "; CREATE FUNCTION " + in + "(cstring) RETURNS " + name
                + " LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'textin'; CREATE FUNCTION " + out + "(" + name
                + ") RETURNS cstring LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'textout'; CREATE TYPE "
                + name + " (INPUT = " + in + ", OUTPUT = " + out + ", STORAGE = extended)";
    }
}
