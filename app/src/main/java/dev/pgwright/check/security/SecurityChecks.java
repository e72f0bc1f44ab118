package dev.pgwright.check.security;

import dev.pgwright.check.Check;
import java.util.List;

/** The checks of this theme. */
public final class SecurityChecks {
    public static final List<Check> ALL =
            List.of(new CreateForEverybody(), new ManySuperusers(), new PasswordExpires(), new WeakPasswordHash());

    private SecurityChecks() {}
}
