package dev.pgwright.report.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Times before and after as bars; the table beside it has the same figures, so only HTML draws them. */
public record Bars(String caption, List<Bar> bars) implements Block {
    /** One statement; times in milliseconds. */
    public record Bar(
            String label,
            double before,
            String beforeText,
            @Nullable Double after,
            @Nullable String afterText,
            @Nullable Double target,
            @Nullable String targetText) {
        public Bar {
            label = Visible.line(label);
        }
    }

    public Bars {
        caption = Visible.line(caption);
        bars = List.copyOf(bars);
    }
}
