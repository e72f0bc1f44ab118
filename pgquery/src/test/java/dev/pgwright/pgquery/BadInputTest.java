package dev.pgwright.pgquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.pgquery.LimitExceededException.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hostile and broken texts end in an error that says why, or a result, and the next call works. */
@Timeout(60)
class BadInputTest {
    private static final PgQuery PARSER = TestParser.SHARED;

    @AfterEach
    void theParserStillWorks() {
        String sql = "SELECT a FROM t WHERE b = " + System.nanoTime();
        assertThat(PARSER.deparse(PARSER.parse(sql))).isEqualTo(sql);
    }

    @Test
    void tenMegabytesOfLiteral() {
        String sql = "SELECT '" + "x".repeat(10 << 20) + "'";
        ParsedSql parsed = PARSER.parse(sql);
        assertThat(parsed.tree()
                        .at("/stmts/0/stmt/SelectStmt/targetList/0/ResTarget/val/A_Const/sval/sval")
                        .asString())
                .hasSize(10 << 20);
    }

    @Test
    void tenMegabytesOfTokens() {
        String sql = "SELECT 1" + ", 1".repeat((10 << 20) / 3);
        assertThatThrownBy(() -> PARSER.parse(sql))
                .isInstanceOfSatisfying(
                        LimitExceededException.class,
                        e -> assertThat(e.resource()).isEqualTo(Resource.MEMORY));
    }

    @Test
    void tenMegabytesOfStatements() {
        String sql = "SELECT 1;".repeat((10 << 20) / 9);
        Limits limits = new Limits(Duration.ofSeconds(20), 16 << 20, 64 << 20, 64 << 20);
        try (PgQuery small = PgQuery.open(limits, 1)) {
            assertThatThrownBy(() -> small.parse(sql))
                    .isInstanceOfSatisfying(
                            LimitExceededException.class,
                            e -> assertThat(e.resource()).isEqualTo(Resource.MEMORY));
            assertThat(small.parse("SELECT 1").statements()).hasSize(1);
        }
    }

    @Test
    void aTextBeyondTheLimit() {
        PgQuery small = PgQuery.open(new Limits(Duration.ofSeconds(5), 1000, 64 << 20, 1 << 20), 1);
        try (small) {
            assertThatThrownBy(() -> small.parse("SELECT '" + "é".repeat(600) + "'"))
                    .isInstanceOfSatisfying(
                            LimitExceededException.class,
                            e -> assertThat(e.resource()).isEqualTo(Resource.TEXT));
        }
    }

    @Test
    void fiftyThousandBrackets() {
        assertThatThrownBy(() -> PARSER.parse("SELECT " + "(".repeat(50_000) + "1" + ")".repeat(50_000)))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessageContaining("memory exhausted"); // the words of the server, whose limit it is
        assertThatThrownBy(() -> PARSER.parse("SELECT " + "(".repeat(50_000))).isInstanceOf(SqlSyntaxException.class);
        assertThatThrownBy(() -> PARSER.parse("SELECT " + "[".repeat(50_000))).isInstanceOf(SqlSyntaxException.class);
    }

    @Test
    void deepTrees() {
        assertThat(PARSER.parse("SELECT 1" + " + 1".repeat(20_000)).statements())
                .hasSize(1);
        String deep = "SELECT 1" + " + 1".repeat(5_000);
        assertThat(PARSER.fingerprint(PARSER.deparse(PARSER.parse(deep)))).isEqualTo(PARSER.fingerprint(deep));
        String tooDeep = "SELECT 1" + " + 1".repeat(400_000);
        assertThatThrownBy(() -> PARSER.parse(tooDeep))
                .isInstanceOfSatisfying(
                        LimitExceededException.class,
                        e -> assertThat(e.resource()).isEqualTo(Resource.DEPTH));
        String unions = "SELECT 1" + " UNION SELECT 1".repeat(60_000);
        ParsedSql parsed = PARSER.parse(unions);
        assertThatThrownBy(() -> PARSER.deparse(parsed)).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void hundredThousandElements() {
        String sql = "SELECT a FROM t WHERE a IN (1" + ", 1".repeat(99_999) + ")";
        ParsedSql parsed = PARSER.parse(sql);
        assertThat(parsed.tree()
                        .at("/stmts/0/stmt/SelectStmt/whereClause/A_Expr/rexpr/List/items")
                        .size())
                .isEqualTo(100_000);
        assertThat(PARSER.fingerprint(sql)).isEqualTo(PARSER.fingerprint("SELECT a FROM t WHERE a IN (1, 2)"));
        assertThat(PARSER.deparse(parsed)).isEqualTo(sql);
    }

    @Test
    void aNul() {
        assertThatThrownBy(() -> PARSER.parse("SELECT 1\0; DROP TABLE t"))
                .isInstanceOfSatisfying(
                        SqlSyntaxException.class, e -> assertThat(e.offset()).hasValue(8));
        assertThatThrownBy(() -> PARSER.fingerprint("\0")).isInstanceOf(SqlSyntaxException.class);
    }

    @Test
    void loneSurrogates() {
        assertThatThrownBy(() -> PARSER.parse("SELECT '\ud83d'"))
                .isInstanceOfSatisfying(
                        SqlSyntaxException.class, e -> assertThat(e.offset()).hasValue(8));
        assertThatThrownBy(() -> PARSER.parse("SELECT '\ude00'")).isInstanceOf(SqlSyntaxException.class);
        assertThat(PARSER.deparse(PARSER.parse("SELECT '\ud83d\ude00'"))).isEqualTo("SELECT '\ud83d\ude00'");
    }

    @Test
    void invalidUtf8() {
        byte[] bytes = "SELECT 'é', 'x'".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> SqlText.decode(bytes))
                .isInstanceOfSatisfying(
                        SqlSyntaxException.class, e -> assertThat(e.offset()).hasValue(8))
                .hasMessageContaining("0xe9 at byte 8");
        byte[] cut = {'S', (byte) 0xe2, (byte) 0x82};
        assertThatThrownBy(() -> SqlText.decode(cut)).isInstanceOf(SqlSyntaxException.class);
        assertThat(SqlText.decode("\ufeffSELECT 1".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("SELECT 1");
    }

    @Test
    void unterminatedQuotes() {
        for (String open : List.of("'", "\"", "$$", "$x$", "/*", "E'", "U&'", "B'", "X'", "N'", "/* /* */", "E'\\")) {
            String sql = "SELECT " + open + "abc";
            assertThatThrownBy(() -> PARSER.parse(sql)).isInstanceOf(SqlSyntaxException.class);
            assertThat(Script.split(sql)).hasSize(1);
        }
    }

    @Test
    void offsetsCountCharsOfTheText() {
        assertThatThrownBy(() -> PARSER.parse("SELECT 'é\ud83d\ude00é' x FROM FROM"))
                .isInstanceOfSatisfying(
                        SqlSyntaxException.class, e -> assertThat(e.offset()).hasValue(21));
    }

    @Test
    void aTimeLimit() {
        Limits limits = Limits.DEFAULT.withTime(Duration.ofMillis(30));
        try (PgQuery impatient = PgQuery.open(limits, 1)) {
            String slow = "SELECT 1" + ", f(x)".repeat(300_000);
            assertThatThrownBy(() -> impatient.fingerprint(slow))
                    .isInstanceOfSatisfying(
                            LimitExceededException.class,
                            e -> assertThat(e.resource()).isEqualTo(Resource.TIME));
            int fine = 0;
            for (int i = 0; i < 50; i++) {
                try {
                    impatient.parse("SELECT " + i);
                    fine++;
                } catch (LimitExceededException e) {
                    assertThat(e.resource()).isEqualTo(Resource.TIME); // a cold start may take longer
                }
            }
            assertThat(fine).isPositive();
        }
    }

    @Test
    void manyThreads() throws ExecutionException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<String>> results = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String sql = i % 10 == 0 ? "SELEC " + i : "SELECT " + i;
            results.add(threads.submit(() -> {
                try {
                    return PARSER.deparse(PARSER.parse(sql));
                } catch (SqlSyntaxException e) {
                    return "error";
                }
            }));
        }
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i).get()).isEqualTo(i % 10 == 0 ? "error" : "SELECT " + i);
        }
        threads.shutdown();
    }

    /** Corpus statements cut, doubled, spliced and sprinkled with odd characters; the same every time. */
    @Test
    void mutatedStatements() {
        Random random = new Random(20_260_101);
        List<String> corpus = CorpusTest.statements();
        int accepted = 0;
        for (int i = 0; i < 3000; i++) {
            String sql = mutated(corpus.get(random.nextInt(corpus.size())), corpus, random);
            Script.split(sql);
            try {
                ParsedSql parsed = PARSER.parse(sql);
                accepted++;
                parsed.statements()
                        .forEach(statement -> assertThat(parsed.text(statement)).isNotBlank());
                PARSER.normalize(sql);
                roundTrip(parsed);
            } catch (SqlSyntaxException e) {
                assertThat(e.getMessage()).isNotEmpty();
                e.offset().ifPresent(offset -> assertThat(offset).isBetween(0, sql.length()));
            }
        }
        assertThat(accepted).isGreaterThan(300);
    }

    private static void roundTrip(ParsedSql parsed) {
        try {
            String written = PARSER.deparse(parsed);
            assertThat(Trees.withoutPlaces(PARSER.parse(written).tree())).isEqualTo(Trees.withoutPlaces(parsed.tree()));
        } catch (UnsupportedSqlException e) {
            assertThat(e.getMessage()).isNotEmpty(); // it says that it cannot, which is allowed
        }
    }

    private static String mutated(String sql, List<String> corpus, Random random) {
        int at = random.nextInt(sql.length() + 1);
        String other = corpus.get(random.nextInt(corpus.size()));
        String odd = "'\"$;()[]{}\\/*-é\ud83d\ude00\u0001\ufeff%_.,:=<>@#&|~!?";
        return switch (random.nextInt(6)) {
            case 0 -> sql.substring(0, at);
            case 1 -> sql.substring(at);
            case 2 -> sql.substring(0, at) + other.substring(random.nextInt(other.length()));
            case 3 -> sql + "; " + other;
            case 4 -> {
                int c = odd.offsetByCodePoints(0, random.nextInt(odd.codePointCount(0, odd.length())));
                yield sql.substring(0, at) + Character.toString(odd.codePointAt(c)) + sql.substring(at);
            }
            default -> {
                String[] words = sql.split(" ", -1);
                int word = random.nextInt(words.length);
                words[word] = random.nextBoolean() ? "" : words[random.nextInt(words.length)];
                yield String.join(" ", words);
            }
        };
    }
}
