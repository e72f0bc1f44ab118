package dev.pgwright.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {
    @Test
    void countsWideLettersTwice() {
        assertThat(Columns.width("日本")).isEqualTo(4);
        assertThat(Columns.width("é")).isEqualTo(1);
        assertThat(Columns.width("e\u0301")).isEqualTo(1);
        assertThat(Columns.width("🐘")).isEqualTo(2);
    }

    @Test
    void leavesLongWordsWholeInProse() {
        assertThat(Columns.wrap("a postgresql://app@db.example/shop b", 12))
                .containsExactly("a", "postgresql://app@db.example/shop", "b");
    }

    @Test
    void breaksLongNamesInCells() {
        assertThat(Columns.fit("customer-order-history", 10)).containsExactly("customer-", "order-", "history");
        assertThat(Columns.fit("aaaaaaaaaaaa", 5)).containsExactly("aaaaa", "aaaaa", "aa");
        assertThat(Columns.fit("日本語の表", 5)).containsExactly("日本", "語の", "表");
    }
}
