package dev.pgwright.check;

import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that an undo has to bring back, one line each, in an order that does not depend on when it was made:
 * tables, columns, constraints, indexes, policies, functions, grants, comments, storage parameters, settings,
 * extensions.
 */
public final class SchemaDump {
    private static final String USER_SCHEMAS = "n.nspname !~ '^(pg_|information_schema$)'";

    private static final List<String> QUERIES = List.of(
            "SELECT format('relation %I.%I %s %s %s rls=%s forced=%s identity=%s options=%s acl=%s tablespace=%s',"
                    + " n.nspname, c.relname, c.relkind, c.relpersistence, c.relowner::regrole, c.relrowsecurity,"
                    + " c.relforcerowsecurity, c.relreplident,"
                    + " (SELECT array_agg(o ORDER BY o) FROM unnest(c.reloptions) o),"
                    + " (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(c.relacl) a), c.reltablespace)"
                    + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE " + USER_SCHEMAS,
            "SELECT format('column %s.%I %s notnull=%s default=%s options=%s target=%s storage=%s acl=%s',"
                    + " a.attrelid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,"
                    + " pg_get_expr(d.adbin, d.adrelid), a.attoptions, a.attstattarget, a.attstorage, a.attacl)"
                    + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
                    + " WHERE a.attnum > 0 AND NOT a.attisdropped AND " + USER_SCHEMAS,
            "SELECT format('index %s valid=%s clustered=%s identity=%s constraint=%s', pg_get_indexdef(i.indexrelid),"
                    + " i.indisvalid, i.indisclustered, i.indisreplident,"
                    + " (SELECT conname FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype <> 'f'))"
                    + " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE " + USER_SCHEMAS,
            "SELECT format('constraint %s %I %s valid=%s', k.conrelid::regclass, k.conname,"
                    + " pg_get_constraintdef(k.oid), k.convalidated)"
                    + " FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE " + USER_SCHEMAS,
            "SELECT format('policy %s %I %s %s %s using=%s check=%s', p.polrelid::regclass, p.polname, p.polcmd,"
                    + " p.polpermissive, p.polroles::regrole[], pg_get_expr(p.polqual, p.polrelid),"
                    + " pg_get_expr(p.polwithcheck, p.polrelid)) FROM pg_policy p",
            "SELECT format('function %s', pg_get_functiondef(p.oid)) FROM pg_proc p"
                    + " JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.prokind <> 'a' AND " + USER_SCHEMAS,
            "SELECT format('comment %s %s', pg_describe_object(d.classoid, d.objoid, d.objsubid), d.description)"
                    + " FROM pg_description d WHERE d.objoid >= 16384",
            "SELECT format('setting %s %s', s.setrole::regrole, c) FROM pg_db_role_setting s, unnest(s.setconfig) c"
                    + " WHERE s.setdatabase IN (0,"
                    + " (SELECT oid FROM pg_database WHERE datname = current_database()))",
            "SELECT format('extension %I %s', e.extname, e.extversion) FROM pg_extension e",
            "SELECT format('statistics %s target=%s', pg_get_statisticsobjdef(s.oid), nullif(s.stxstattarget, -1))"
                    + " FROM pg_statistic_ext s",
            "SELECT format('function %s owner=%s acl=%s', p.oid::regprocedure, p.proowner::regrole,"
                    + " (SELECT array_agg(a::text ORDER BY a::text) FROM unnest(p.proacl) a))"
                    + " FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE " + USER_SCHEMAS,
            "SELECT format('view %s filled=%s %s', c.oid::regclass, c.relispopulated, pg_get_viewdef(c.oid))"
                    + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('v', 'm')"
                    + " AND " + USER_SCHEMAS,
            "SELECT format('identity %s.%I %s %s', a.attrelid::regclass, a.attname, a.attidentity, a.attgenerated)"
                    + " FROM pg_attribute a WHERE a.attidentity <> '' OR a.attgenerated <> ''",
            "SELECT format('partition %s of %s %s pending=%s', i.inhrelid::regclass, i.inhparent::regclass,"
                    + " pg_get_expr(c.relpartbound, c.oid), i.inhdetachpending)"
                    + " FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid",
            "SELECT format('trigger %s', pg_get_triggerdef(t.oid)) FROM pg_trigger t WHERE NOT t.tgisinternal",
            "SELECT format('publication %s', to_jsonb(p) - 'oid') FROM pg_publication p",
            "SELECT format('published %s %s %s', t.pubname, t.schemaname, t.tablename) FROM pg_publication_tables t",
            "SELECT format('toast %s %s', c.oid::regclass, t.reloptions) FROM pg_class c"
                    + " JOIN pg_class t ON t.oid = c.reltoastrelid WHERE t.reloptions IS NOT NULL",
            "SELECT format('schema %I %s', n.nspname, n.nspacl) FROM pg_namespace n WHERE " + USER_SCHEMAS);

    private SchemaDump() {}

    public static String of(Target target) {
        try (Session session = Session.open(target)) {
            List<String> lines = session.read(connection -> {
                List<String> found = new ArrayList<>();
                for (String query : QUERIES) {
                    try (Statement statement = connection.createStatement();
                            ResultSet rows = statement.executeQuery(query)) {
                        while (rows.next()) {
                            found.add(rows.getString(1));
                        }
                    }
                }
                return found;
            });
            return String.join("\n", lines.stream().sorted().toList());
        }
    }
}
