package dev.pgwright.pgquery.engine;

import dev.pgwright.pgquery.Grammar;
import dev.pgwright.pgquery.wasm.Postgres17;
import dev.pgwright.pgquery.wasm.Postgres18;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import run.endive.runtime.ByteArrayMemory;
import run.endive.runtime.CompiledModule;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.wasm.types.MemoryLimits;

/**
 * One parser instance: memory and functions of one grammar. Not for use by several threads at once; after any exception
 * but a {@link Rejection} its memory is in an unknown state and it must not be used again.
 */
public final class Engine {
    /**
     * Pages of 64 KiB to start with: both files keep 33 MiB for constants and the C stack below the heap. They declare
     * 2,048 pages, far more than a statement needs.
     */
    private static final int INITIAL_PAGES = 560;

    private static final String NO_MEMORY = "the parser ran out of the memory that its limits allow";

    private final Instance instance;
    private final Memory memory;
    private final ImportNames names;
    private final EmscriptenHost host;
    private final Map<String, ExportFunction> functions = new HashMap<>();
    private final StackGuard guard;

    /** Starts an instance; memory in bytes. */
    public Engine(Grammar grammar, int memoryBytes) {
        CompiledModule module = switch (grammar) {
            case POSTGRES_17 -> new Postgres17();
            case POSTGRES_18 -> new Postgres18();
        };
        names = new ImportNames(grammar.major());
        host = new EmscriptenHost(names);
        instance = Instance.builder(module.wasmModule())
                .withImportValues(host.imports(module.wasmModule()))
                .withMachineFactory(module.machineFactory())
                .withMemoryLimits(new MemoryLimits(INITIAL_PAGES, memoryBytes / Memory.PAGE_SIZE))
                .withMemoryFactory(ByteArrayMemory::new)
                .build();
        memory = instance.memory();
        host.attach(instance);
        function("initialize").apply();
        guard = new StackGuard(memory, call("emscripten_stack_get_current"));
    }

    /** Bytes of memory that the instance holds now; it never gives any back. */
    public long memoryBytes() {
        return (long) memory.pages() * Memory.PAGE_SIZE;
    }

    /**
     * The tree as JSON in UTF-8.
     *
     * @param text UTF-8 without NUL
     */
    public byte[] parse(byte[] text, int maxTreeBytes) throws Rejection {
        return parse(text, tree -> {
            int length = stringLength(tree);
            if (length > maxTreeBytes) {
                throw new OutOfBounds("the tree of the statement is larger than " + maxTreeBytes + " bytes");
            }
            return memory.readBytes(tree, length);
        });
    }

    /** Only whether the grammar accepts the text. */
    public void check(byte[] text) throws Rejection {
        parse(text, tree -> true);
    }

    /** Layout of the result: PgQueryParseResult of pg_query.h, pointers of four bytes. */
    private <T> T parse(byte[] text, IntFunction<T> reader) throws Rejection {
        int query = store(text);
        int result = call("parse_query_raw", query);
        int error = memory.readInt(result + 8);
        try {
            guard.check();
            if (error != 0) {
                throw rejection(string(memory.readInt(error)), memory.readInt(error + 16));
            }
            return reader.apply(memory.readInt(result));
        } finally {
            call("free", query);
            call("free_parse_result", result);
        }
    }

    private static Rejection rejection(String message, int cursor) {
        if (message.startsWith("out of memory")) {
            throw new OutOfBounds(NO_MEMORY);
        }
        return new Rejection(message, cursor);
    }

    /** Sixteen hexadecimal digits; empty when the text is not accepted. */
    public Optional<String> fingerprint(byte[] text) {
        return Optional.of(string("fingerprint", text)).filter(result -> result.matches("[0-9a-f]{16}"));
    }

    /** Constants replaced by {@code $n}; only for text that {@link #check} accepted, since errors come as text too. */
    public String normalize(byte[] text) {
        return string("normalize_query", text);
    }

    /** Tokens as JSON; a {@link Rejection} has no position. */
    public String scan(byte[] text) throws Rejection {
        return json(string("scan", text));
    }

    /** The PL/pgSQL functions of a CREATE FUNCTION or DO statement as JSON; a {@link Rejection} has no position. */
    public String parsePlPgSql(byte[] text) throws Rejection {
        return json(string("parse_plpgsql", text));
    }

    private static String json(String result) throws Rejection {
        if (!result.startsWith("{") && !result.startsWith("[")) {
            throw rejection(result, 0);
        }
        return result;
    }

    /** SQL text of a tree in protobuf form (17 only). */
    public String deparse(byte[] protobuf) throws Rejection {
        int tree = store(protobuf);
        int result = call("deparse_protobuf", tree, protobuf.length);
        call("free", tree);
        String text = takeString(result);
        if (text.startsWith("deparse") || text.startsWith("Error:") || text.startsWith("ERROR")) {
            throw rejection(text, 0);
        }
        return text;
    }

    private String string(String function, byte[] text) {
        int query = store(text);
        int result = call(function, query);
        call("free", query);
        return takeString(result);
    }

    private String takeString(int pointer) {
        guard.check();
        if (pointer == 0) {
            throw new OutOfBounds("the parser gave no result, which it does when its memory runs out");
        }
        String text = string(pointer);
        call("free_string", pointer);
        return text;
    }

    private int store(byte[] bytes) {
        int pointer = call("malloc", bytes.length + 1);
        if (pointer == 0) {
            throw new OutOfBounds("the text does not fit the memory that the limits allow the parser");
        }
        memory.write(pointer, bytes);
        memory.writeByte(pointer + bytes.length, (byte) 0);
        return pointer;
    }

    private int stringLength(int pointer) {
        int end = pointer;
        while (memory.read(end) != 0) {
            end++;
        }
        return end - pointer;
    }

    private String string(int pointer) {
        return new String(memory.readBytes(pointer, stringLength(pointer)), StandardCharsets.UTF_8);
    }

    private int call(String function, long... arguments) {
        long[] results;
        try {
            results = function(function).apply(arguments);
        } catch (RuntimeException e) {
            if (host.memoryRefused()) {
                throw new OutOfBounds(NO_MEMORY);
            }
            if (guard != null) {
                guard.check();
            }
            throw e;
        }
        return results == null || results.length == 0 ? 0 : (int) results[0];
    }

    private ExportFunction function(String name) {
        return functions.computeIfAbsent(name, key -> instance.export(names.exported(key)));
    }

    /** The call needs more memory than its limits allow. */
    @SuppressWarnings("serial") // never serialized
    public static final class OutOfBounds extends RuntimeException {
        OutOfBounds(String message) {
            super(message);
        }
    }
}
