package dev.pgwright.pgquery.engine;

import java.util.Arrays;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.HostFunction;
import run.endive.runtime.ImportValues;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmFunctionHandle;
import run.endive.wasm.WasmModule;
import run.endive.wasm.types.FunctionImport;

/**
 * The few functions that an Emscripten module asks of its host: setjmp and longjmp, growing memory, and file calls that
 * go nowhere. There is no clock, no file and no network.
 */
final class EmscriptenHost {
    private static final long[] ZERO = {0};

    /** A C longjmp on its way to the setjmp; without a stack trace, since PostgreSQL throws it at every error. */
    @SuppressWarnings("serial") // never serialized
    private static final class LongJump extends RuntimeException {
        LongJump() {
            super(null, null, false, false);
        }
    }

    private final ImportNames names;
    /** Whether the instance asked for more memory than it may have; PostgreSQL may exit instead of saying so. */
    private boolean memoryRefused;

    private ExportFunction stackPointer = arguments -> ZERO;
    private ExportFunction restoreStack = arguments -> ZERO;
    private ExportFunction setThrew = arguments -> ZERO;

    EmscriptenHost(ImportNames names) {
        this.names = names;
    }

    ImportValues imports(WasmModule module) {
        ImportValues.Builder values = ImportValues.builder();
        for (int i = 0; i < module.importSection().importCount(); i++) {
            FunctionImport wanted = (FunctionImport) module.importSection().getImport(i);
            values.addFunction(new HostFunction(
                    wanted.module(),
                    wanted.name(),
                    module.typeSection().getType(wanted.typeIndex()),
                    function(names.imported(wanted.name()))));
        }
        return values.build();
    }

    /** To be called once the instance is there, before anything runs in it. */
    void attach(Instance instance) {
        stackPointer = instance.export(names.exported("emscripten_stack_get_current"));
        restoreStack = instance.export(names.exported("emscripten_stack_restore"));
        setThrew = instance.export(names.exported("setThrew"));
    }

    boolean memoryRefused() {
        return memoryRefused;
    }

    private WasmFunctionHandle function(String name) {
        if (name.startsWith("invoke_")) {
            return this::invoke;
        }
        return switch (name) {
            case "emscripten_throw_longjmp" ->
                (instance, arguments) -> {
                    throw new LongJump();
                };
            case "emscripten_resize_heap" -> (instance, arguments) -> grow(instance.memory(), arguments[0]);
            case "fd_write" -> (instance, arguments) -> discard(instance.memory(), arguments);
            case "assert_fail" ->
                (instance, arguments) -> {
                    throw new IllegalStateException("an assertion of the parser failed: "
                            + instance.memory().readCString((int) arguments[0]));
                };
            case "fd_close", "fd_seek", "fd_read", "setitimer_js" -> (instance, arguments) -> ZERO;
            default ->
                (instance, arguments) -> {
                    throw new IllegalStateException("the parser called " + name + Arrays.toString(arguments));
                };
        };
    }

    /** Calls a function pointer under a setjmp: a longjmp out of it becomes "threw", as Emscripten's own host does. */
    private long[] invoke(Instance instance, long... arguments) {
        long stack = stackPointer.apply()[0];
        int function = instance.table(0).requiredRef((int) arguments[0]);
        try {
            return instance.getMachine().call(function, Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (LongJump e) {
            restoreStack.apply(stack);
            setThrew.apply(1, 0);
            return new long[] {0};
        }
    }

    /** By a fifth at least, as Emscripten's own host does; 0 tells malloc that there is no more. */
    private long[] grow(Memory memory, long requested) {
        long current = (long) memory.pages() * Memory.PAGE_SIZE;
        long minimum = requested & 0xffff_ffffL;
        long limit = (long) memory.maximumPages() * Memory.PAGE_SIZE;
        if (minimum > limit) {
            memoryRefused = true;
            return ZERO.clone();
        }
        long wanted = Math.min(limit, Math.max(minimum, current + current / 5));
        int pages = (int) ((wanted - current + Memory.PAGE_SIZE - 1) / Memory.PAGE_SIZE);
        return new long[] {memory.grow(pages) >= 0 ? 1 : 0};
    }

    /** What PostgreSQL writes to its standard error: said to be written, and dropped. */
    private static long[] discard(Memory memory, long[] arguments) {
        int total = 0;
        for (int vector = 0; vector < arguments[2]; vector++) {
            total += memory.readInt((int) arguments[1] + 8 * vector + 4);
        }
        memory.writeI32((int) arguments[3], total);
        return ZERO.clone();
    }
}
