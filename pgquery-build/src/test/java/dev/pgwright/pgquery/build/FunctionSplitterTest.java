package dev.pgwright.pgquery.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.Instance;
import run.endive.wasm.Parser;

/** A split module does what the whole one did. */
class FunctionSplitterTest {
    private static ExportFunction function(byte[] module) {
        return Instance.builder(Parser.parse(module)).build().export("f");
    }

    @Test
    void randomFunctionsKeepTheirResults() {
        int split = 0;
        for (int seed = 0; seed < 150; seed++) {
            byte[] whole = new RandomFunction(seed).module();
            byte[] parts = FunctionSplitter.split(whole);
            WasmModule module = new WasmModule(parts);
            split += module.bodyCount() > 1 ? 1 : 0;
            ExportFunction before = function(whole);
            ExportFunction after = function(parts);
            Random random = new Random(seed);
            for (int i = 0; i < 40; i++) {
                long a = random.nextInt(1000);
                long b = random.nextInt();
                assertThat(after.apply(a, b))
                        .as("seed %d, f(%d, %d)", seed, a, b)
                        .isEqualTo(before.apply(a, b));
            }
        }
        assertThat(split).isGreaterThan(140);
    }

    @Test
    void partsFitTheJvm() {
        WasmModule module = new WasmModule(FunctionSplitter.split(new RandomFunction(1).module()));
        for (int i = 0; i < module.bodyCount(); i++) {
            assertThat(module.body(i).length).isLessThan(4500);
        }
    }

    @Test
    void namesBehindTheLetters() {
        Map<String, String> names = EmscriptenGlue.read("var wasmImports={c:___assert_fail,g:invoke_i};"
                + "Module[\"_wasm_scan\"]=_wasm_scan=wasmExports[\"L\"];_free=Module[\"_free\"]=wasmExports[\"E\"];"
                + "_setThrew=wasmExports[\"N\"];TTY.init();wasmExports[\"w\"]()");
        assertThat(names)
                .containsEntry("import.c", "assert_fail")
                .containsEntry("import.g", "invoke_i")
                .containsEntry("export.scan", "L")
                .containsEntry("export.free", "E")
                .containsEntry("export.setThrew", "N")
                .containsEntry("export.initialize", "w");
    }
}
