package dev.pgwright.report.render;

import dev.pgwright.report.document.Tone;

/** What a terminal can show: colours, and signs outside ASCII. */
record Ink(boolean color, boolean ascii) {
    private static final String ESCAPE = "\u001B[";

    /** A text in the colour of its tone. */
    String paint(String text, Tone tone) {
        String code = switch (tone) {
            case CRITICAL -> "1;31";
            case HIGH -> "31";
            case MEDIUM -> "33";
            case LOW -> "36";
            case GOOD -> "32";
            case QUIET -> "2";
            case PLAIN -> "";
        };
        return code.isEmpty() ? text : sgr(code, text);
    }

    String bold(String text) {
        return sgr("1", text);
    }

    /** Our own signs in ASCII where nothing else can be shown; names of the user stay as they are. */
    String plain(String text) {
        return ascii
                ? text.replace("→", "->")
                        .replace('×', 'x')
                        .replace('·', '|')
                        .replace('─', '-')
                        .replace('•', '*')
                : text;
    }

    private String sgr(String code, String text) {
        return color && !text.isEmpty() ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }
}
