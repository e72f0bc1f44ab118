package dev.pgwright.batch;

import dev.pgwright.postgres.Identifiers;

/** Closes what a batch makes: default privileges may open new tables and views to the world. */
public final class Privileges {
    private Privileges() {}

    /** A statement that leaves the owner as the only one with privileges. */
    public static String revokeFromOthers(String quotedRelation) {
        return "DO $revoke$ DECLARE r record; BEGIN FOR r IN SELECT DISTINCT a.grantee FROM pg_catalog.pg_class c,"
                + " pg_catalog.aclexplode(c.relacl) a WHERE c.oid = " + Identifiers.literal(quotedRelation)
                + "::regclass AND a.grantee <> c.relowner LOOP EXECUTE format('REVOKE ALL ON "
                + quotedRelation.replace("'", "''").replace("%", "%%")
                + " FROM %s', CASE WHEN r.grantee = 0 THEN 'PUBLIC' ELSE r.grantee::regrole::text END);"
                + " END LOOP; END $revoke$";
    }
}
