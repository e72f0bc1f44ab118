package dev.pgwright.report;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.report.document.Visible;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Results as JSON: the documented contract. Fields stand in the order of the records; missing values are null. */
final class ReportJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, new Finite())
                    .addSerializer(double.class, new Finite()))
            .build();

    /** Half a character, which no parser takes; databases do not hold it. */
    private static final String LONE_SURROGATE = "\\uFFFD";

    private ReportJson() {}

    static String of(Result result) {
        Object value = result instanceof CheckListing listing ? listing.checks() : result;
        return inert(MAPPER.writeValueAsString(value)) + "\n";
    }

    static String of(PgwrightException error) {
        Problem problem = new Problem(
                error.code().name(),
                error.code().owner().name().toLowerCase(Locale.ROOT),
                error.what(),
                error.advice(),
                error.code().exitStatus());
        return inert(MAPPER.writeValueAsString(new Failure(Result.SCHEMA_VERSION, problem))) + "\n";
    }

    record Failure(int schemaVersion, Problem error) {}

    record Problem(String code, String owner, String message, String advice, int exitStatus) {}

    /** Outside of ASCII only strings are left to stand in JSON, so escaping there changes no meaning. */
    private static String inert(String json) {
        StringBuilder out = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                out.append(LONE_SURROGATE);
            } else if (c >= 0x7F && Visible.isHidden(c)) {
                for (char unit : Character.toChars(c)) {
                    out.append(String.format("\\u%04X", (int) unit));
                }
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    /** JSON has no infinity and no NaN: they are unknown. Whole numbers are written without an exponent. */
    private static final class Finite extends StdSerializer<Double> {
        private static final double EXACT = 1e15;

        Finite() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializationContext context) {
            if (!Double.isFinite(value)) {
                json.writeNull();
            } else if (value == Math.rint(value) && Math.abs(value) < EXACT) {
                json.writeNumber(value.longValue());
            } else {
                json.writeNumber(value);
            }
        }
    }
}
