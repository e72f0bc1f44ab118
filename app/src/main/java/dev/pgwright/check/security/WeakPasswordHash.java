package dev.pgwright.check.security;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Configured;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** New passwords that are stored in a form that is easy to break. */
public final class WeakPasswordHash implements Check {
    private static final String NAME = "password_encryption";

    private static final CheckInfo INFO =
            CheckInfo.of("weak-password-hash", Theme.SECURITY, Impact.MEDIUM, Facts.SETTING, Facts.ROLE_SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        List<String> where = new ArrayList<>();
        Configured.text(snapshot, NAME).filter("md5"::equals).ifPresent(value -> where.add("server"));
        snapshot.rows(Facts.ROLE_SETTING).stream()
                .filter(setting -> setting.name().equals(NAME) && "md5".equals(setting.value()))
                .map(setting -> setting.role() == null ? "database " + setting.database() : "role " + setting.role())
                .forEach(where::add);
        return where.isEmpty()
                ? List.of()
                : List.of(Finding.of(
                        INFO,
                        NAME,
                        Impact.MEDIUM,
                        "New passwords are stored as MD5 (" + String.join(", ", where) + ")",
                        Figures.of("setting", NAME).and("where", where),
                        "Who gets hold of an MD5 hash, from a backup for example, can log in with the hash itself. The"
                                + " server has announced that it will stop to accept them."));
    }
}
