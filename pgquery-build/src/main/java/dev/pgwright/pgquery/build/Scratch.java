package dev.pgwright.pgquery.build;

import java.util.HashMap;
import java.util.Map;

/**
 * The globals through which an outlined function hands back values that do not fit its one result. They are read right
 * after the call, before anything else can write them, so one set serves the whole module.
 */
final class Scratch {
    private final WasmModule module;
    private final Map<Long, Integer> slots = new HashMap<>();

    Scratch(WasmModule module) {
        this.module = module;
    }

    /** The global for the {@code ordinal}-th value of that type; ordinal 0 is the value of a {@code return}. */
    int global(int valueType, int ordinal) {
        return slots.computeIfAbsent((long) valueType << 32 | ordinal, key -> module.addGlobal(valueType));
    }
}
