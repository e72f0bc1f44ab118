package dev.pgwright.pgquery.build;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of messages, fields and enum values of {@code pg_query.proto}, read out of the {@code proto.js} that
 * protobuf.js generated for the npm package. The npm package holds no {@code .proto} file.
 *
 * <p>A line is {@code message TAB field TAB id TAB kind TAB type TAB repeated(0|1)}, or {@code #enum TAB value TAB id}.
 */
final class ProtobufFields {
    private static final Pattern ENUM = Pattern.compile(
            "pg_query\\.(\\w+) = \\(function\\(\\) \\{\\s*var valuesById = \\{\\}, values = "
                    + "Object\\.create\\(valuesById\\);(.*?)return values;",
            Pattern.DOTALL);
    private static final Pattern ENUM_VALUE = Pattern.compile("values\\[valuesById\\[(-?\\d+)\\] = \"(\\w+)\"\\]");
    private static final Pattern INTERFACE = Pattern.compile(
            "\\* Properties of an? (\\w+)\\.\\s*\\n\\s*\\* @memberof pg_query\\s*\\n\\s*\\* @interface I\\w+([^/]*)\\*/");
    private static final Pattern PROPERTY = Pattern.compile("@property \\{([^}]*)\\} \\[(\\w+)\\]");
    private static final Pattern ENCODER = Pattern.compile(
            "\\b(\\w+)\\.encode = function encode\\(message, writer\\) \\{(.*?)\\n            \\};", Pattern.DOTALL);
    private static final Pattern FIELD =
            Pattern.compile("message\\.(\\w+)(?:\\[i\\])?, writer\\.uint32\\(/\\* id (\\d+)"
                    + "|writer\\.uint32\\(/\\* id (\\d+), wireType \\d =\\*/\\d+\\)\\.(\\w+)\\(message\\.(\\w+)");

    private final StringBuilder table = new StringBuilder();
    private final Map<String, String> enums = new LinkedHashMap<>();

    private ProtobufFields() {}

    /** The table as text. */
    static String read(String protoJs) {
        ProtobufFields fields = new ProtobufFields();
        Matcher enumeration = ENUM.matcher(protoJs);
        while (enumeration.find()) {
            fields.enums.put(enumeration.group(1), enumeration.group(2));
        }
        Map<String, Map<String, String>> types = new HashMap<>();
        Matcher properties = INTERFACE.matcher(protoJs);
        while (properties.find()) {
            types.put(properties.group(1), propertyTypes(properties.group(2)));
        }
        Map<String, String> encoders = new TreeMap<>();
        Matcher encoder = ENCODER.matcher(protoJs);
        while (encoder.find()) {
            encoders.put(encoder.group(1), encoder.group(2));
        }
        encoders.forEach((message, code) -> fields.message(message, code, types.getOrDefault(message, Map.of())));
        fields.enums.forEach(fields::enumeration);
        return fields.table.toString();
    }

    private static Map<String, String> propertyTypes(String comment) {
        Map<String, String> types = new HashMap<>();
        Matcher property = PROPERTY.matcher(comment);
        while (property.find()) {
            types.put(property.group(2), property.group(1).replace("|null", ""));
        }
        return types;
    }

    private void message(String message, String code, Map<String, String> types) {
        Matcher field = FIELD.matcher(code);
        while (field.find()) {
            boolean nested = field.group(1) != null;
            String name = nested ? field.group(1) : field.group(5);
            String declared = types.get(name);
            if (declared == null) {
                throw new IllegalStateException("proto.js declares no type for " + message + "." + name);
            }
            boolean repeated = declared.startsWith("Array.<");
            String type = declared.replaceFirst("^Array\\.<(.*)>$", "$1").replace("pg_query.", "");
            String kind = nested ? "msg" : enums.containsKey(type) ? "enum" : field.group(4);
            line(
                    message,
                    name,
                    nested ? field.group(2) : field.group(3),
                    kind,
                    nested ? type.substring(1) : type,
                    repeated ? "1" : "0");
        }
    }

    private void enumeration(String name, String body) {
        Matcher value = ENUM_VALUE.matcher(body);
        while (value.find()) {
            line("#" + name, value.group(2), value.group(1));
        }
    }

    private void line(String... columns) {
        table.append(String.join("\t", columns)).append('\n');
    }
}
