package dev.pgwright.workload;

import dev.pgwright.pgquery.TextRange;
import dev.pgwright.pgquery.analysis.BaseColumn;
import java.util.Optional;

/** What stands around a parameter, as far as it says which values it takes. */
sealed interface Place {
    /** How much it says: of several places of a parameter the one that says most counts. */
    int weight();

    /** How a parameter and a column meet. */
    enum Use {
        /** One of the column's values is asked for. */
        VALUE,
        /** The column shall be above it. */
        LOW,
        /** The column shall be below it. */
        HIGH,
        /** An array of values, of which the column shall be one. */
        VALUES,
        /** A pattern of LIKE. */
        PATTERN,
        /** A part of a text of the column. */
        FRAGMENT,
        /** Shall be an element of the column, an array. */
        ELEMENT,
        /** An array that overlaps the column's, or a range. */
        ELEMENTS,
        /** A word that the column, a tsvector, has. */
        LEXEME,
        /** Written into the column: no plan depends on it. */
        WRITTEN
    }

    /**
     * Meets a column.
     *
     * @param around the text of an expression of the column that the parameter is compared with, when it is not the
     *     bare column
     */
    record Meets(BaseColumn column, Use use, Optional<Around> around) implements Place {
        @Override
        public int weight() {
            return use == Use.WRITTEN ? 3 : 4;
        }
    }

    /** An expression with one column in it. */
    record Around(TextRange expression, TextRange column) {}

    /** LIMIT. */
    record Limit() implements Place {
        @Override
        public int weight() {
            return 2;
        }
    }

    /** OFFSET. */
    record Offset() implements Place {
        @Override
        public int weight() {
            return 2;
        }
    }

    /** A length of time that is added to or taken from a moment. */
    record Period() implements Place {
        @Override
        public int weight() {
            return 2;
        }
    }

    /** No plan depends on its value. */
    record Constant(String literal) implements Place {
        @Override
        public int weight() {
            return 1;
        }
    }

    /** Nothing is known of its value, but its type has to be said for the server to know the function. */
    record Typed(String type) implements Place {
        @Override
        public int weight() {
            return 1;
        }
    }

    /** Nothing is known of it. */
    record Unknown() implements Place {
        @Override
        public int weight() {
            return 0;
        }
    }
}
