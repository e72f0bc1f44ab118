package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.postgres.local.Standby;
import dev.pgwright.postgres.local.WarmCache;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Servers that can be read and not changed: a standby, one that grants nothing, one whose disk is full. */
class RefusalTest {
    private static UserServer server;

    @TempDir
    private static Path folder;

    private static Program program;
    private static Path workload;

    @BeforeAll
    static void start() throws IOException {
        server = UserServer.start();
        program = Program.in(WarmCache.at(folder.resolve("cache")), folder.resolve("state"));
        workload = Files.writeString(folder.resolve("workload.sql"), UserServer.WORKLOAD);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aStandbyIsReadAndNotChanged() throws IOException {
        CacheFolder cache = CacheFolder.at(folder.resolve("cache"));
        String uri = LocalPostgres.startNamed(cache, "standby", LocalPostgres.Options.standard())
                .uri("postgres");
        try {
            Standby.make(cache, "standby");
            Program.Run diagnosis = program.run("diagnose", uri, "--format", "json");
            assertThat(diagnosis.status()).as(diagnosis.text()).isZero();
            assertThat(diagnosis.json().path("passed").size()).isPositive();
            for (String[] words :
                    new String[][] {{"tune", uri, "--apply", "--workload", workload.toString()}, {"undo", "--all", uri}
                    }) {
                Program.Run change = program.run(words);
                assertThat(change.status()).as(change.text()).isEqualTo(4);
                assertThat(change.err().replaceAll("\\s+", " "))
                        .contains("is a standby: it can be read, not changed")
                        .contains("primary");
            }
        } finally {
            LocalPostgres.stopNamed(cache, "standby");
        }
    }

    @Test
    void aRoleWithoutPrivilegesSeesWhatItMayAndChangesNothing() {
        String before = server.schema("shop");
        String uri = "postgresql://" + UserServer.ROLE + ":"
                + URLEncoder.encode(UserServer.PASSWORD, StandardCharsets.UTF_8).replace("+", "%20") + "@127.0.0.1:"
                + server.port() + "/shop";
        Program.Run run = program.run("diagnose", uri, "--format", "json");
        assertThat(run.status()).as(run.text()).isZero();
        JsonNode diagnosis = run.json();
        assertThat(diagnosis.path("passed").size()).isPositive();
        assertThat(diagnosis.path("skipped").size()).isPositive();
        diagnosis.path("skipped").forEach(skipped -> {
            assertThat(skipped.path("why").asString()).isNotBlank();
            assertThat(skipped.path("howToEnable").asString()).isNotBlank();
        });

        Program.Run tune = program.run("tune", uri, "--apply", "--workload", workload.toString());
        assertThat(tune.status()).as(tune.text()).isIn(0, 4);
        assertThat(tune.text().replaceAll("\\s+", " "))
                .contains("permission denied for table orders")
                .doesNotContain("Exception");
        assertThat(server.schema("shop")).isEqualTo(before);
    }

    @Test
    void aFullDiskRefusesTheChangeAndLeavesNoRemains() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        int mounted = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString())
                .start()
                .waitFor();
        assumeTrue(mounted == 0, "only root may mount a small disk");
        try {
            server.run(
                    "postgres", "CREATE TABLESPACE tiny LOCATION '" + Files.createDirectory(disk.resolve("t")) + "'");
            server.run("postgres", "CREATE DATABASE full_disk TEMPLATE shop TABLESPACE tiny");
            fill();
            String before = server.schema("full_disk");
            Program.Run run = program.run(
                    "tune", server.uri("full_disk"), "--apply", "--workload", workload.toString(), "--format", "json");
            assertThat(run.status()).as(run.text()).isEqualTo(4);
            assertThat(run.text()).contains("is full").doesNotContain("Exception");
            server.run("full_disk", "DROP TABLE filler");
            assertThat(program.run("undo", "--all", server.uri("full_disk")).status())
                    .isZero();
            assertThat(server.schema("full_disk"))
                    .isEqualTo(before.replaceAll("(?m)^.*filler.*\n?", "").stripTrailing());
        } finally {
            server.run("postgres", "DROP DATABASE IF EXISTS full_disk WITH (FORCE)");
            server.run("postgres", "DROP TABLESPACE IF EXISTS tiny");
            assertThat(new ProcessBuilder("umount", disk.toString()).start().waitFor(30, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    /** Leaves room for a ledger, but for no index: 200,000 entries take four megabytes. */
    private static void fill() {
        server.run("full_disk", "CREATE TABLE filler (x text)");
        for (int kilobytes = 8192; kilobytes >= 512; kilobytes /= 2) {
            boolean room = true;
            while (room) {
                try {
                    server.run(
                            "full_disk",
                            "INSERT INTO filler SELECT repeat('x', 900) FROM generate_series(1, " + kilobytes + ")");
                } catch (IllegalStateException e) {
                    room = false;
                }
            }
        }
    }
}
