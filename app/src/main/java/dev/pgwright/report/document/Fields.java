package dev.pgwright.report.document;

import java.util.List;

/**
 * Names with values.
 *
 * @param running one after the other in a line; otherwise one per line
 */
public record Fields(List<Field> fields, boolean running) implements Block {
    /** One name with its value. */
    public record Field(String name, String value) {
        public Field {
            name = Visible.line(name);
            value = Visible.line(value);
        }
    }

    public Fields {
        fields = List.copyOf(fields);
    }
}
