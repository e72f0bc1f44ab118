package dev.pgwright.workload;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that a statement was sent with.
 *
 * @param number of the parameter
 * @param value its text; null for NULL
 * @param whole false when the server cut it (log_parameter_max_length)
 */
record LogParameter(int number, @Nullable String value, boolean whole) {
    /** Behind a value that was cut (appendStringInfoStringQuoted in stringinfo_mb.c). */
    private static final String CUT = "...";

    /** Reads {@code $1 = 'it''s', $2 = NULL} (BuildParamLogString in params.c); what comes behind is not read. */
    static List<LogParameter> read(String text) {
        List<LogParameter> parameters = new ArrayList<>();
        int at = text.indexOf("$1 = ");
        while (at >= 0 && text.startsWith("$" + (parameters.size() + 1) + " = ", at)) {
            int number = parameters.size() + 1;
            int start = text.indexOf('=', at) + 2;
            if (text.startsWith("NULL", start)) {
                parameters.add(new LogParameter(number, null, true));
                at = start + "NULL".length();
            } else if (text.startsWith("'", start)) {
                StringBuilder value = new StringBuilder();
                at = quoted(text, start + 1, value);
                boolean whole = at >= 0 && !value.toString().endsWith(CUT);
                parameters.add(new LogParameter(number, value.toString(), whole));
            } else {
                return parameters;
            }
            at = at >= 0 && text.startsWith(", ", at) ? at + 2 : -1;
        }
        return parameters;
    }

    /** Where the quoted value that begins there ends; -1 when it does not. */
    private static int quoted(String text, int from, StringBuilder value) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) != '\'') {
                value.append(text.charAt(i));
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                value.append('\'');
                i++;
            } else {
                return i + 1;
            }
        }
        return -1;
    }
}
