package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind PgBouncer in transaction mode everything is read, and nothing is changed. */
@Tag("debian")
class PoolerTest {
    @TempDir
    private Path folder;

    private static Path pgbouncer() {
        List<String> places = new ArrayList<>(List.of(System.getenv("PATH").split(":")));
        places.add("/usr/sbin");
        Path found = places.stream()
                .map(place -> Path.of(place, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (found == null) {
            String why = "skipped: PgBouncer is not installed (apt-get install pgbouncer)";
            System.out.println("PoolerTest " + why);
            Assumptions.abort(why);
        }
        return Objects.requireNonNull(found);
    }

    private Process start(Path program, UserServer server, int port) throws IOException {
        Target target = new TargetParser(Map.of(), folder).parse(server.uri("shop"));
        String password = Objects.requireNonNull(target.password()).reveal();
        Path settings = Files.writeString(
                folder.resolve("pgbouncer.ini"), """
                [databases]
                shop = host=127.0.0.1 port=%d user=%s password=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                ignore_startup_parameters = extra_float_digits
                default_pool_size = 2
                """.formatted(server.port(), target.user(), password, port));
        boolean root = "root".equals(System.getProperty("user.name")); // as which it refuses to run
        return new ProcessBuilder(Stream.concat(
                                root ? Stream.of("unshare", "-U", "--") : Stream.of(),
                                Stream.of(program.toString(), settings.toString()))
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbouncer.log").toFile())
                .start();
    }

    private void awaitListening(Process pooler, int port) throws IOException {
        for (int attempt = 0; attempt < 200 && pooler.isAlive(); attempt++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
        assertThat(false).as(Files.readString(folder.resolve("pgbouncer.log"))).isTrue();
    }

    @Test
    void itIsReadThroughAndNotChangedThrough() throws IOException, InterruptedException {
        Path program = pgbouncer();
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (UserServer server = UserServer.start()) {
            Process pooler = start(program, server, port);
            try {
                awaitListening(pooler, port);
                compare(server, "postgresql://postgres@127.0.0.1:" + port + "/shop");
            } finally {
                pooler.destroy();
                pooler.waitFor();
            }
        }
    }

    private void compare(UserServer server, String pooled) throws IOException {
        Program run = Program.in(folder.resolve("cache"), folder.resolve("state"));
        String before = server.schema("shop");
        Program.Run direct = run.run("diagnose", server.uri("shop"), "--format", "json");
        for (int again = 0; again < 3; again++) { // as many sessions as it likes behind one of ours
            Program.Run through = run.run("diagnose", pooled, "--format", "json");
            assertThat(through.status()).as(through.text()).isZero();
            assertThat(through.json().path("findings")).isEqualTo(direct.json().path("findings"));
            assertThat(through.json().path("passed")).isEqualTo(direct.json().path("passed"));
        }
        Path workload = Files.writeString(folder.resolve("workload.sql"), UserServer.WORKLOAD);
        for (String[] words : new String[][] {
            {"tune", pooled, "--apply", "--workload", workload.toString(), "--format", "json"},
            {"undo", "--all", pooled, "--format", "json"}
        }) {
            Program.Run change = run.run(words);
            assertThat(change.status()).as(change.text()).isEqualTo(4);
            assertThat(change.json().at("/error/code").asString()).isEqualTo("POOLER");
            assertThat(change.json().at("/error/advice").asString()).contains("direct address");
        }
        assertThat(server.schema("shop")).isEqualTo(before);
    }
}
