package dev.pgwright.check.security;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Grant;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/** A schema in which everybody may make functions and tables that others then use by mistake. */
public final class CreateForEverybody implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("create-for-everybody", Theme.SECURITY, Impact.HIGH, Facts.GRANT);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.rows(Facts.GRANT).stream()
                .filter(grant -> grant.objectType() == Grant.ObjectType.SCHEMA
                        && grant.privilege().equals("CREATE"))
                .filter(grant -> grant.grantee().equals("public"))
                .map(grant -> finding(grant.object()))
                .distinct()
                .toList();
    }

    private static Finding finding(String schema) {
        return Finding.of(
                INFO,
                schema,
                schema.equals("public") ? Impact.HIGH : Impact.MEDIUM,
                "Every role may create objects in schema " + schema,
                Figures.of("schema", schema).and("granted_to", "PUBLIC"),
                "Somebody who may merely log in can put a function or table there that fits better than the one meant, and"
                        + " other roles, also superusers, then run it with their own rights (CVE-2018-1058).");
    }
}
