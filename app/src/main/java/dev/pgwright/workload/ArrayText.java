package dev.pgwright.workload;

import java.util.ArrayList;
import java.util.List;

/** Reads the text form of a one-dimensional array (array_out in arrayfuncs.c). */
public final class ArrayText {
    private final String text;
    private final List<String> elements = new ArrayList<>();
    private int at = 1;

    private ArrayText(String text) {
        this.text = text;
    }

    /** Its elements without their quotes, NULL ones left out; none for a text that is no array. */
    public static List<String> elements(String text) {
        if (!text.startsWith("{") || !text.endsWith("}")) {
            return List.of(); // bounds in front, which statistics never have
        }
        ArrayText array = new ArrayText(text);
        while (array.at < text.length() - 1) {
            array.next();
        }
        return array.elements;
    }

    private void next() {
        StringBuilder element = new StringBuilder();
        boolean quoted = text.charAt(at) == '"';
        at += quoted ? 1 : 0;
        while (at < text.length() - 1 && text.charAt(at) != (quoted ? '"' : ',')) {
            at += text.charAt(at) == '\\' && at < text.length() - 2 ? 1 : 0;
            element.append(text.charAt(at));
            at++;
        }
        if (quoted || !element.toString().equals("NULL")) {
            elements.add(element.toString());
        }
        at += quoted ? 2 : 1; // the closing quote and the comma
    }
}
