package dev.pgwright.pgquery.engine;

import dev.pgwright.pgquery.UnsupportedSqlException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Encodes a tree in JSON as the protobuf message that the deparser reads (format: "Encoding" in the protocol buffers
 * documentation), by the field table that the build read out of the npm package.
 *
 * <p>Strict: what the table does not know would otherwise be left out of the SQL without a word.
 */
public final class ProtobufEncoder {
    private static final String TABLE = "/dev/pgwright/pgquery/protobuf17.tsv";
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;

    private record Field(int id, String kind, String type, boolean repeated) {}

    private final Map<String, Map<String, Field>> messages = new HashMap<>();
    private final Map<String, Map<String, Integer>> enums = new HashMap<>();

    private ProtobufEncoder() {
        try (InputStream in = ProtobufEncoder.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(TABLE + " is not on the class path");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line.split("\t", -1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Holder {
        static final ProtobufEncoder INSTANCE = new ProtobufEncoder();
    }

    private void add(String[] columns) {
        if (columns[0].startsWith("#")) {
            enums.computeIfAbsent(columns[0].substring(1), key -> new HashMap<>())
                    .put(columns[1], Integer.parseInt(columns[2]));
        } else {
            Field field = new Field(Integer.parseInt(columns[2]), columns[3], columns[4], columns[5].equals("1"));
            messages.computeIfAbsent(columns[0], key -> new HashMap<>()).put(columns[1], field);
        }
    }

    /**
     * The bytes of a whole tree.
     *
     * @param tree a {@code ParseResult}
     * @throws UnsupportedSqlException when it holds something that PostgreSQL 17 does not have
     */
    public static byte[] encode(JsonNode tree) {
        BackwardBuffer out = new BackwardBuffer();
        Holder.INSTANCE.message("ParseResult", tree, out);
        return out.toBytes();
    }

    /** Last field first, since the length of a nested message stands before it. */
    private void message(String type, JsonNode node, BackwardBuffer out) {
        Map<String, Field> fields = messages.getOrDefault(type, Map.of());
        List<String> names = new ArrayList<>(node.propertyNames());
        for (int i = names.size() - 1; i >= 0; i--) {
            Field field = fields.get(names.get(i));
            if (field == null) {
                throw new UnsupportedSqlException("PostgreSQL 17 has no " + type + "." + names.get(i));
            }
            JsonNode value = node.path(names.get(i));
            if (field.repeated) {
                for (int k = value.size() - 1; k >= 0; k--) {
                    value(field, value.path(k), out);
                }
            } else {
                value(field, value, out);
            }
        }
    }

    private void value(Field field, JsonNode value, BackwardBuffer out) {
        switch (field.kind) {
            case "msg" -> {
                int end = out.length();
                message(field.type, value, out);
                out.varint(out.length() - end);
                tag(field, BYTES, out);
            }
            case "string" -> {
                byte[] utf8 = value.asString().getBytes(StandardCharsets.UTF_8);
                out.bytes(utf8);
                out.varint(utf8.length);
                tag(field, BYTES, out);
            }
            case "bool" -> {
                out.varint(value.asBoolean() ? 1 : 0);
                tag(field, VARINT, out);
            }
            case "enum" -> {
                out.varint(enumeration(field.type, value));
                tag(field, VARINT, out);
            }
            case "int32", "uint32", "int64", "uint64" -> {
                out.varint(value.asLong());
                tag(field, VARINT, out);
            }
            case "double" -> {
                out.fixed64(Double.doubleToLongBits(value.asDouble()));
                tag(field, FIXED64, out);
            }
            default -> throw new IllegalStateException("field kind " + field.kind);
        }
    }

    private int enumeration(String type, JsonNode value) {
        if (value.isInt()) {
            return value.asInt();
        }
        Integer number = enums.getOrDefault(type, Map.of()).get(value.asString());
        if (number == null) {
            throw new UnsupportedSqlException("PostgreSQL 17 has no " + type + " " + value.asString());
        }
        return number;
    }

    private static void tag(Field field, int wireType, BackwardBuffer out) {
        out.varint((long) field.id << 3 | wireType);
    }

    /** Fills from its end to its start. */
    private static final class BackwardBuffer {
        private byte[] buffer = new byte[4096];
        private int start = buffer.length;

        int length() {
            return buffer.length - start;
        }

        private void reserve(int count) {
            if (start >= count) {
                return;
            }
            byte[] larger = new byte[Math.max(buffer.length * 2, length() + count)];
            System.arraycopy(buffer, start, larger, larger.length - length(), length());
            start = larger.length - length();
            buffer = larger;
        }

        void bytes(byte[] values) {
            reserve(values.length);
            start -= values.length;
            System.arraycopy(values, 0, buffer, start, values.length);
        }

        void varint(long value) {
            int size = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
            reserve(size);
            start -= size;
            long rest = value;
            for (int i = 0; i < size; i++) {
                buffer[start + i] = (byte) ((rest & 0x7f) | (i + 1 < size ? 0x80 : 0));
                rest >>>= 7;
            }
        }

        void fixed64(long bits) {
            reserve(Long.BYTES);
            start -= Long.BYTES;
            for (int i = 0; i < Long.BYTES; i++) {
                buffer[start + i] = (byte) (bits >>> (8 * i));
            }
        }

        byte[] toBytes() {
            return java.util.Arrays.copyOfRange(buffer, start, buffer.length);
        }
    }
}
