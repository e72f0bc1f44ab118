package dev.pgwright.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Literals in SQL text become question marks; names, parameters and structure stay. */
class LiteralsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT 'a', 1|SELECT ?, ?",
                "SELECT 'it''s', E'it\\'s', U&'x', b'1'|SELECT ?, ?, ?, ?",
                "SELECT $1, $12|SELECT $1, $12",
                "SELECT $$x$y$$, $t$a $$ b$t$|SELECT ?, ?",
                "SELECT t1.c2, \"a 'b' 1\"|SELECT t1.c2, \"a 'b' 1\"",
                "SELECT 1.5e-3, .5, 0x1F|SELECT ?, .?, ?x1F",
                "DATE'2020-01-01'|DATE?",
                "SELECT 1 /* it's 5 */ + 2 -- it's 7|SELECT ?   + ?  ",
                "CREATE ROLE r PASSWORD 'hunter2|CREATE ROLE r PASSWORD ?",
                "SELECT $x$ never closed|SELECT ?",
            })
    void masked(String sql, String expected) {
        assertThat(Literals.masked(sql).strip()).isEqualTo(expected.strip());
    }

    @Test
    void veryLongLiteralsAreNoTrouble() {
        String long1 = "'" + "a''".repeat(200_000) + "'";
        assertThat(Literals.masked("SELECT " + long1 + ", E'" + "\\'".repeat(200_000) + "'"))
                .isEqualTo("SELECT ?, ?");
    }
}
