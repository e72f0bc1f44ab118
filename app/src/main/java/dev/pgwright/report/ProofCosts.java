package dev.pgwright.report;

import dev.pgwright.report.document.Block;
import dev.pgwright.report.document.Paragraph;
import dev.pgwright.report.document.Table;
import dev.pgwright.report.document.Table.Cell;
import dev.pgwright.report.document.Table.Column;
import dev.pgwright.report.document.Table.Row;
import dev.pgwright.report.document.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What statements cost beside warm time: first runs on empty buffers, temporary files, log. */
final class ProofCosts {
    private static final int BLOCK_BYTES = 8192;
    private static final Cell NONE = new Cell("-", Tone.QUIET);

    private ProofCosts() {}

    /** Tables of those costs that there are. */
    static List<Block> of(ProofReport proof) {
        List<Block> blocks = new ArrayList<>();
        if (has(proof, ProofReport.Figures::coldMs)) {
            blocks.add(new Paragraph("The first run with empty buffers: the median of up to three, each after the"
                    + " server's shared buffers were emptied. The operating system's cache was not emptied: with a"
                    + " disk to read from it takes longer."));
            blocks.add(table(proof, "First run with empty buffers", ProofReport.Figures::coldMs, Figures::time));
        }
        Function<ProofReport.Figures, @Nullable Double> temp = figures -> (double) BLOCK_BYTES * figures.tempBlocks();
        if (has(proof, temp)) {
            blocks.add(new Paragraph("Temporary files that a run reads and writes:"));
            blocks.add(table(proof, "Temporary files", temp, Figures::bytes));
        }
        Function<ProofReport.Figures, @Nullable Double> log = figures -> (double) figures.walBytes();
        if (has(proof, log)) {
            blocks.add(new Paragraph("Write-ahead log that a run writes:"));
            blocks.add(table(proof, "Write-ahead log", log, Figures::bytes));
        }
        return blocks;
    }

    private static boolean has(ProofReport proof, Function<ProofReport.Figures, @Nullable Double> cost) {
        return proof.workload().stream()
                .flatMap(s -> Stream.of(cell(s.before(), cost), cell(s.given(), cost), cell(s.kept(), cost)))
                .anyMatch(value -> value > 0);
    }

    private static double cell(
            ProofReport.@Nullable Figures figures, Function<ProofReport.Figures, @Nullable Double> cost) {
        return figures == null ? 0 : Objects.requireNonNullElse(cost.apply(figures), 0.0);
    }

    private static Block table(
            ProofReport proof,
            String title,
            Function<ProofReport.Figures, @Nullable Double> cost,
            Function<Double, String> words) {
        List<Row> rows = proof.workload().stream()
                .filter(s -> cell(s.before(), cost) + cell(s.given(), cost) + cell(s.kept(), cost) > 0)
                .map(s -> new Row(
                        Stream.concat(
                                        Stream.of(new Cell(s.statement())),
                                        Stream.of(s.before(), s.given(), s.kept())
                                                .map(figures -> words(figures, cost, words)))
                                .toList(),
                        false))
                .toList();
        return new Table(
                title,
                List.of(
                        Column.words("statement"),
                        Column.figures("before"),
                        Column.figures("all"),
                        Column.figures("kept")),
                rows);
    }

    private static Cell words(
            ProofReport.@Nullable Figures figures,
            Function<ProofReport.Figures, @Nullable Double> cost,
            Function<Double, String> words) {
        Double value = figures == null ? null : cost.apply(figures);
        return value == null ? NONE : new Cell(words.apply(value));
    }
}
