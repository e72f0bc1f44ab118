package dev.pgwright.postgres;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The password file of libpq: {@code host:port:database:user:password}, first match wins (fe-connect.c,
 * passwordFromFile).
 */
final class PasswordFile {
    private PasswordFile() {}

    static @Nullable Secret find(Path file, Target.Host host, String database, String user) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            mode.remove(PosixFilePermission.OWNER_READ);
            mode.remove(PosixFilePermission.OWNER_WRITE);
            mode.remove(PosixFilePermission.OWNER_EXECUTE);
            if (!mode.isEmpty()) {
                return null; // libpq ignores a file that others can read
            }
            String[] wanted = {host.name(), String.valueOf(host.port()), database, user};
            for (String line : Files.readAllLines(file)) {
                List<String> fields = fields(line);
                if (fields.size() >= 5 && !line.startsWith("#") && matches(fields, wanted)) {
                    return new Secret(fields.get(4));
                }
            }
            return null;
        } catch (IOException e) {
            throw new PgwrightException(
                    ErrorCode.BAD_FILE, "The password file " + file + " cannot be read", "Check its permissions.", e);
        }
    }

    private static boolean matches(List<String> fields, String[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (!fields.get(i).equals("*") && !fields.get(i).equals(wanted[i])) {
                return false;
            }
        }
        return true;
    }

    /** Splits at unescaped colons; the fifth field takes the rest of the line. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && i + 1 < line.length()) {
                field.append(line.charAt(++i));
            } else if (c == ':' && fields.size() < 4) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
