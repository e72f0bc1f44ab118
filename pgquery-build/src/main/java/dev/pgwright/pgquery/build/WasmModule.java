package dev.pgwright.pgquery.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A WebAssembly binary (format: section 5.5 of its specification) whose functions can be replaced and to which types,
 * functions and scratch globals can be added. Sections that the splitter does not touch are copied as they are.
 */
final class WasmModule {
    private static final int HEADER = 8;
    private static final int TYPE = 1;
    private static final int IMPORT = 2;
    private static final int FUNCTION = 3;
    private static final int GLOBAL = 6;
    private static final int CODE = 10;
    private static final int DATA = 11;
    private static final int DATA_COUNT = 12;

    private record Section(int id, int start, int end) {}

    private final byte[] source;
    private final List<Section> sections = new ArrayList<>();
    private final List<FunctionType> types = new ArrayList<>();
    /** Of every function, imported ones first: an index into {@link #types}. */
    private final List<Integer> functions = new ArrayList<>();

    private final List<byte[]> bodies = new ArrayList<>();
    private final List<Integer> addedGlobals = new ArrayList<>();
    private int imports;
    private int globals;

    WasmModule(byte[] source) {
        this.source = source;
        WasmReader reader = new WasmReader(source, HEADER, source.length);
        while (!reader.atEnd()) {
            int id = reader.octet();
            int length = reader.unsigned();
            sections.add(new Section(id, reader.position(), reader.position() + length));
            reader.skip(length);
        }
        readTypes();
        readImports();
        readFunctions();
    }

    private WasmReader section(int id) {
        return sections.stream()
                .filter(section -> section.id == id)
                .findFirst()
                .map(section -> new WasmReader(source, section.start, section.end))
                .orElseThrow(() -> new IllegalStateException("the WebAssembly file has no section " + id));
    }

    private void readTypes() {
        WasmReader reader = section(TYPE);
        int count = reader.unsigned();
        for (int i = 0; i < count; i++) {
            if (reader.octet() != Opcode.TYPE_FUNCTION) {
                throw new IllegalStateException("type " + i + " is no function type");
            }
            int[] parameters = reader.octets(reader.unsigned());
            types.add(new FunctionType(parameters, reader.octets(reader.unsigned())));
        }
    }

    private void readImports() {
        WasmReader reader = section(IMPORT);
        imports = reader.unsigned();
        for (int i = 0; i < imports; i++) {
            reader.skip(reader.unsigned());
            reader.skip(reader.unsigned());
            if (reader.octet() != 0) {
                throw new IllegalStateException("import " + i + " is no function");
            }
            functions.add(reader.unsigned());
        }
    }

    private void readFunctions() {
        WasmReader reader = section(FUNCTION);
        int count = reader.unsigned();
        for (int i = 0; i < count; i++) {
            functions.add(reader.unsigned());
        }
        globals = section(GLOBAL).unsigned();
        WasmReader code = section(CODE);
        int codes = code.unsigned();
        for (int i = 0; i < codes; i++) {
            int length = code.unsigned();
            int start = code.position();
            code.skip(length);
            bodies.add(Arrays.copyOfRange(source, start, start + length));
        }
    }

    /** How many functions have a body; the function {@code i} of these has the index {@code imports() + i}. */
    int bodyCount() {
        return bodies.size();
    }

    int imports() {
        return imports;
    }

    byte[] body(int index) {
        return bodies.get(index);
    }

    void replaceBody(int index, byte[] body) {
        bodies.set(index, body);
    }

    FunctionType type(int index) {
        return types.get(index);
    }

    FunctionType functionType(int function) {
        return types.get(functions.get(function));
    }

    /** Adds a function and returns its index. */
    int addFunction(FunctionType type, byte[] body) {
        functions.add(indexOf(type));
        bodies.add(body);
        return functions.size() - 1;
    }

    private int indexOf(FunctionType type) {
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i).sameAs(type)) {
                return i;
            }
        }
        types.add(type);
        return types.size() - 1;
    }

    /** Adds a mutable global that starts as zero and returns its index. */
    int addGlobal(int valueType) {
        addedGlobals.add(valueType);
        return globals + addedGlobals.size() - 1;
    }

    byte[] toBytes() {
        Map<Integer, byte[]> rewritten = new TreeMap<>();
        rewritten.put(TYPE, typeSection());
        rewritten.put(FUNCTION, functionSection());
        rewritten.put(GLOBAL, globalSection());
        rewritten.put(CODE, codeSection());
        rewritten.put(DATA, DataSegments.joined(section(DATA)));
        rewritten.put(DATA_COUNT, new byte[] {1});
        WasmWriter writer = new WasmWriter();
        writer.bytes(Arrays.copyOf(source, HEADER));
        for (Section section : sections) {
            writer.octet(section.id);
            byte[] content = rewritten.get(section.id);
            writer.sized(content == null ? Arrays.copyOfRange(source, section.start, section.end) : content);
        }
        return writer.toBytes();
    }

    private byte[] typeSection() {
        WasmWriter writer = new WasmWriter();
        writer.unsigned(types.size());
        for (FunctionType type : types) {
            writer.octet(Opcode.TYPE_FUNCTION);
            writer.octets(type.parameters());
            writer.octets(type.results());
        }
        return writer.toBytes();
    }

    private byte[] functionSection() {
        WasmWriter writer = new WasmWriter();
        writer.unsigned(functions.size() - imports);
        functions.subList(imports, functions.size()).forEach(writer::unsigned);
        return writer.toBytes();
    }

    private byte[] globalSection() {
        WasmReader old = section(GLOBAL);
        WasmWriter writer = new WasmWriter();
        writer.unsigned(old.unsigned() + addedGlobals.size());
        writer.bytes(old.rest());
        for (int type : addedGlobals) {
            writer.octet(type);
            writer.octet(1); // mutable
            writeZero(writer, type);
            writer.octet(Opcode.END);
        }
        return writer.toBytes();
    }

    private static void writeZero(WasmWriter writer, int type) {
        switch (type) {
            case Opcode.TYPE_I32 -> writer.bytes(new byte[] {Opcode.I32_CONST, 0});
            case Opcode.TYPE_I64 -> writer.bytes(new byte[] {Opcode.I64_CONST, 0});
            case Opcode.TYPE_F32 -> writer.bytes(new byte[] {Opcode.F32_CONST, 0, 0, 0, 0});
            case Opcode.TYPE_F64 -> writer.bytes(new byte[] {Opcode.F64_CONST, 0, 0, 0, 0, 0, 0, 0, 0});
            default -> throw new IllegalStateException("unknown value type " + type);
        }
    }

    private byte[] codeSection() {
        WasmWriter writer = new WasmWriter();
        writer.unsigned(bodies.size());
        bodies.forEach(writer::sized);
        return writer.toBytes();
    }
}
