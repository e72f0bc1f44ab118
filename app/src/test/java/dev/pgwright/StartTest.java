package dev.pgwright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import org.junit.jupiter.api.Test;

class StartTest {
    @Test
    void starts() {
        long t = System.nanoTime();
        try (LocalPostgres p = LocalPostgres.start(CacheFolder.of(System.getenv()), LocalPostgres.Options.standard())) {
            System.out.println("started ms " + (System.nanoTime() - t) / 1_000_000);
            assertThat(p.port()).isPositive();
            System.out.println(p.uri("postgres"));
            t = System.nanoTime();
        }
        System.out.println("stopped ms " + (System.nanoTime() - t) / 1_000_000);
    }
}
