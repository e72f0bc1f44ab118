package dev.pgwright.bench.tpc;

import dev.pgwright.pgquery.Script;
import dev.pgwright.pgquery.ScriptPart;
import dev.pgwright.workload.WorkloadFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A benchmark of the TPC: its schema, its data and its statements. */
public enum Benchmark {
    TPCH("h", "q2 q17 q20"),
    TPCDS("ds", "q4 q6 q9 q10 q11 q32 q35 q41 q95");

    private static final Pattern TABLE = Pattern.compile("CREATE TABLE (\\w+)");

    private final String prefix;
    private final String leftOut;

    Benchmark(String prefix, String leftOut) {
        this.prefix = prefix;
        this.leftOut = leftOut;
    }

    /** What is written on a command line: {@code tpch}, {@code tpcds}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The benchmark of that id. */
    public static Benchmark of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    /** How the folders of its databases begin. */
    String prefix() {
        return prefix;
    }

    /** CREATE TABLE by table name, as in the specification and without keys. */
    Map<String, String> tables() {
        String text = resource(id() + "-schema.sql");
        Map<String, String> tables = new LinkedHashMap<>();
        for (ScriptPart part : Script.split(text)) {
            String sql = part.text(text);
            Matcher matcher = TABLE.matcher(sql);
            if (matcher.find()) {
                tables.put(matcher.group(1), sql);
            }
        }
        return tables;
    }

    /** Every statement, as a workload file. */
    public String workloadText() {
        return resource(id() + "-workload.sql");
    }

    /** Every statement of the specification that is there, each once. */
    public WorkloadFile workload() {
        return WorkloadFile.parse(workloadText());
    }

    /** Without the few whose cost without indexes outweighs all others: what is published about advisors uses these. */
    public WorkloadFile usualWorkload() {
        WorkloadFile all = workload();
        Set<String> without = Set.of(leftOut.split(" "));
        return new WorkloadFile(
                all.statements().stream()
                        .filter(statement -> !without.contains(statement.name()))
                        .toList(),
                all.problems());
    }

    /** Rows by table in groups that one pass over the generator makes, the longest first. */
    List<RowSource> sources(double scale) {
        return this == TPCH ? TpchRows.sources(scale) : TpcdsRows.sources(scale);
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Benchmark.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
