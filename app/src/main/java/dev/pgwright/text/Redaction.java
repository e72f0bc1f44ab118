package dev.pgwright.text;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of a text what stands where a password stands on a command line, also when it is in the wrong place. */
public final class Redaction {
    private static final String HIDDEN = "***";

    /** In a URI all from the first colon to the last @, whether its user has encoded it or not. */
    private static final Pattern URI = Pattern.compile("postgres(?:ql)?://[^:@/]*:(.+)@", Pattern.DOTALL);

    private static final Pattern QUOTED = Pattern.compile("password\\s*=\\s*'((?:[^'\\\\]|\\\\.)+)'", Pattern.DOTALL);
    private static final Pattern BARE = Pattern.compile("password\\s*=\\s*([^'&\\s][^&\\s]*)");
    private static final Pattern OPTION = Pattern.compile("^-+(?:password|pass|W)[= ](.+)$", Pattern.DOTALL);

    private final Set<String> secrets = new LinkedHashSet<>();

    private Redaction() {}

    /** For texts that may repeat these words of a command line. */
    public static Redaction of(String... words) {
        Redaction redaction = new Redaction();
        Arrays.stream(words).forEach(redaction::learn);
        return redaction;
    }

    private void learn(String word) {
        for (Pattern pattern : new Pattern[] {URI, QUOTED, BARE, OPTION}) {
            Matcher matcher = pattern.matcher(word);
            while (matcher.find()) {
                secrets.add(matcher.group(1));
            }
        }
    }

    /** The text without the passwords. */
    public String in(String text) {
        String result = text;
        for (String secret : secrets) {
            result = result.replace(secret, HIDDEN);
        }
        return result;
    }
}
