package dev.pgwright.pgquery.build;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names behind the one-letter imports and exports of an Emscripten build, read out of the JavaScript that comes with
 * it. The letters change with every release of the npm package.
 */
final class EmscriptenGlue {
    private static final Pattern IMPORTS = Pattern.compile("\\bwasmImports=\\{([^}]*)\\}");
    private static final Pattern IMPORT = Pattern.compile("(\\w+):_*(\\w+)");
    private static final Pattern EXPORT = Pattern.compile("(?:\\b(\\w+)|\\[\"(\\w+)\"\\])=wasmExports\\[\"(\\w+)\"\\]");
    private static final Pattern CONSTRUCTORS = Pattern.compile("wasmExports\\[\"(\\w+)\"\\]\\(\\)");

    private EmscriptenGlue() {}

    /**
     * Lines {@code import.LETTER=name} and {@code export.name=LETTER}, sorted: the properties that the engine reads.
     *
     * @throws IllegalStateException when the JavaScript is not shaped as Emscripten writes it
     */
    static Map<String, String> read(String javaScript) {
        Map<String, String> properties = new TreeMap<>();
        Matcher imported = IMPORT.matcher(first(IMPORTS, javaScript));
        while (imported.find()) {
            properties.put("import." + imported.group(1), imported.group(2));
        }
        properties.put("export.initialize", first(CONSTRUCTORS, javaScript));
        Matcher matcher = EXPORT.matcher(javaScript);
        while (matcher.find()) {
            String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            properties.put("export." + name.replaceFirst("^_+", "").replaceFirst("^wasm_", ""), matcher.group(3));
        }
        return properties;
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("the JavaScript beside the WebAssembly file has no " + pattern);
        }
        return matcher.group(1);
    }
}
