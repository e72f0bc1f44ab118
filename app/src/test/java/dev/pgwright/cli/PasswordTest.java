package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.WriteSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A password, however it is given, is seen by the server and by nobody else. */
class PasswordTest {
    private static final String PASSWORD = UserServer.PASSWORD;
    private static final String ENCODED =
            URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8).replace("+", "%20");

    private static UserServer server;

    @TempDir
    private static Path folder;

    private static Path workload;

    /** How a user hands it over. */
    enum Way {
        URI,
        URI_PARAMETER,
        WORDS,
        VARIABLE,
        PASSFILE
    }

    @BeforeAll
    static void start() throws IOException {
        server = UserServer.start();
        server.run("shop", "GRANT CREATE ON DATABASE shop TO " + UserServer.ROLE);
        server.run("shop", "ALTER TABLE orders OWNER TO " + UserServer.ROLE);
        server.run("shop", "GRANT CREATE ON SCHEMA public TO " + UserServer.ROLE);
        workload = Files.writeString(folder.resolve("workload.sql"), UserServer.WORKLOAD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Program program(Way way, Path state) throws IOException {
        Program program = Program.in(folder.resolve("cache"), state);
        return switch (way) {
            case VARIABLE -> program.with("PGPASSWORD", PASSWORD);
            case PASSFILE -> program.with("PGPASSFILE", passfile().toString());
            default -> program;
        };
    }

    private static Path passfile() throws IOException {
        Path file = Files.writeString(folder.resolve("pgpass"), "*:*:*:*:" + PASSWORD.replace(":", "\\:") + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String target(Way way, int port, String database) {
        String address = "@127.0.0.1:" + port + "/" + database;
        String role = "postgresql://" + UserServer.ROLE;
        return switch (way) {
            case URI -> role + ":" + ENCODED + address;
            case URI_PARAMETER -> role + address + "?password=" + ENCODED;
            case WORDS ->
                "host=127.0.0.1 port=" + port + " user=" + UserServer.ROLE + " dbname=" + database + " password='"
                        + PASSWORD + "'";
            case VARIABLE, PASSFILE -> role + address;
        };
    }

    private static void assertHidden(String where, String text) {
        assertThat(text).as(where).doesNotContain(PASSWORD, ENCODED, "S3cret");
    }

    /** Every file below a folder, as bytes that hold ASCII as it is. */
    private static void assertHidden(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertHidden(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void successSaysNothingOfIt(Way way) throws IOException, SQLException {
        Path state = Files.createDirectories(folder.resolve("state-" + way));
        Path out = folder.resolve("out-" + way);
        Program program = program(way, state);
        String target = target(way, server.port(), "shop");
        List<String[]> lines = new ArrayList<>(List.of(
                new String[] {"diagnose", target},
                new String[] {"diagnose", target, "--out", out.toString()},
                new String[] {"tune", target, "--apply", "--workload", workload.toString()}));
        String[] formats = way == Way.URI ? new String[] {"text", "json", "markdown", "html"} : new String[] {"json"};
        for (String format : formats) {
            lines.add(new String[] {"tune", target, "--format", format, "--workload", workload.toString()});
            lines.add(new String[] {"ledger", target, "--format", format});
        }
        for (String[] words : lines) {
            Program.Run run = program.run(words);
            assertThat(run.status()).as(words[0] + ": " + run.text()).isZero();
            assertHidden(String.join(" ", words[0], way.name()), run.text());
        }
        assertHidden("ledger", ledger());
        Program.Run undo = program.run("undo", "--all", target);
        assertThat(undo.status()).as(undo.text()).isZero();
        assertHidden("undo", undo.text());
        assertHidden(out);
        assertHidden(state);
        try (Stream<Path> files = Files.walk(state)) {
            assertThat(files.filter(Files::isRegularFile))
                    .as("ledger files that were looked at")
                    .isNotEmpty();
        }
    }

    private static String ledger() throws SQLException {
        try (WriteSession session = server.open("shop");
                Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT string_agg(document::text, ' ') FROM pgwright.change")) {
            row.next();
            String text = row.getString(1);
            assertThat(text).isNotBlank();
            return text;
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorsSayNothingOfIt(Way way) throws IOException {
        Program program = program(way, folder.resolve("state"));
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        List<String> targets = List.of(
                target(way, nobody, "shop"),
                target(way, server.port(), "no_such_database"),
                target(way, server.port(), "shop").replace("clerk", "nobody"),
                target(way, server.port(), "shop").replace("127.0.0.1", "no-such-host.invalid"),
                target(way, server.port(), "shop") + (way == Way.WORDS ? " frob=1" : "?frob=1"),
                target(way, 99999, "shop"));
        for (String target : targets) {
            for (String format : new String[] {"text", "json"}) {
                Program.Run run = program.run("tune", target, "--apply", "--format", format);
                assertThat(run.status()).as(run.text()).isIn(2, 3);
                assertHidden(way + " " + format, run.text());
            }
        }
        try (Stranger stranger = Stranger.saying("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            String uri = stranger.uri().replace("hidden-word", ENCODED);
            assertHidden("stranger", program.run("diagnose", uri).text());
        }
    }

    /** What the command line is mistaken for is not repeated either. */
    @Test
    void wordsInTheWrongPlaceAreNotRepeated() throws IOException {
        Program program = program(Way.URI, folder.resolve("state"));
        String uri = target(Way.URI, server.port(), "shop");
        for (String[] words : new String[][] {
            {"undo", uri},
            {uri},
            {"diagnose", uri, uri},
            {"apply", uri, uri},
            {"compare", uri, uri},
            {"explain", uri},
            {"lab", uri},
            {"diagnose", "--lab", uri},
            {"diagnose", "--password=" + PASSWORD, uri},
            {"tune", uri, "--workload", uri},
            {"diagnose", "postgresql://clerk:S3cret/slash@127.0.0.1/shop"},
            {"diagnose", "postgresql://clerk:S3cret@at@127.0.0.1:port/shop"},
            {"diagnose", "postgresql://clerk:S3cret:colon@127.0.0.1:1/shop"},
            {"diagnose", "host=h frob password='S3cret'"},
        }) {
            Program.Run run = program.run(words);
            assertThat(run.status()).as(run.text()).isNotZero();
            assertHidden(String.join(" ", words).replace(uri, "URI"), run.text());
        }
    }

    /** A variable or a file keeps it from the list of processes, and the program does not put it there. */
    @ParameterizedTest
    @EnumSource(names = {"VARIABLE", "PASSFILE"})
    void theProcessTitleDoesNotShowIt(Way way) throws IOException, InterruptedException, SQLException {
        try (WriteSession holder = server.open("shop")) {
            holder.connection().setAutoCommit(false);
            holder.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
            Process run = program(way, folder.resolve("state"))
                    .start(
                            folder.resolve("o"),
                            folder.resolve("e"),
                            "tune",
                            target(way, server.port(), "shop"),
                            "--workload",
                            workload.toString());
            String connected = "SELECT count(*) FROM pg_stat_activity WHERE usename = '" + UserServer.ROLE + "'";
            while (run.isAlive() && server.count("shop", connected) == 0) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            assertThat(run.isAlive()).as(Files.readString(folder.resolve("e"))).isTrue();
            Stream.concat(Stream.of(run.toHandle()), run.descendants())
                    .forEach(process -> assertHidden("title", commandLine(process)));
            holder.connection().rollback();
            assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static String commandLine(ProcessHandle process) {
        try {
            Path file = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
            return Files.isReadable(file)
                    ? Files.readString(file, StandardCharsets.ISO_8859_1)
                    : process.info().commandLine().orElse("");
        } catch (IOException e) {
            return ""; // it has ended
        }
    }
}
