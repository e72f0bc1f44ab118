package dev.pgwright.postgres;

import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code key = 'value'} form of a connection string (fe-connect.c, conninfo_parse). */
final class ConnectionWords {
    private final String text;
    private int at;

    private ConnectionWords(String text) {
        this.text = text;
    }

    static Map<String, String> parse(String text) {
        ConnectionWords words = new ConnectionWords(text);
        Map<String, String> result = new LinkedHashMap<>();
        for (words.skipBlanks(); words.at < text.length(); words.skipBlanks()) {
            String name = words.name();
            result.put(name, words.value());
        }
        return result;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private String name() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '=' && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        skipBlanks();
        if (at >= text.length() || text.charAt(at) != '=' || name.isEmpty()) {
            throw TargetParser.bad("The connection string lacks \"=\" after a name", "Write name=value pairs.");
        }
        at++;
        skipBlanks();
        return name;
    }

    private String value() {
        boolean quoted = at < text.length() && text.charAt(at) == '\'';
        if (quoted) {
            at++;
        }
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (quoted ? c == '\'' : Character.isWhitespace(c)) {
                return value.toString();
            }
            if (c == '\\' && at < text.length()) {
                c = text.charAt(at++);
            }
            value.append(c);
        }
        if (quoted) {
            throw TargetParser.bad("The connection string has an unterminated quote", "Close the quote.");
        }
        return value.toString();
    }
}
