package dev.pgwright.batch.score;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Some consecutive rows of one side as the server sent them: a whole binary COPY by itself.
 *
 * @param first place of its first row among all
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes that are sent once: never compared, never copied
record Piece(int first, int rows, byte[] copy) implements Serializable {
    /** A piece is one array, which ends at two gigabytes. */
    private static final int MOST_BYTES = 1 << 30;

    InputStream stream() {
        return new ByteArrayInputStream(copy);
    }

    /** Cuts a binary COPY into pieces of so many rows, the last of fewer; none of nothing. */
    static List<Piece> cut(InputStream from, int rowsOfPiece) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        try (CopyReader rows = new CopyReader(from)) {
            int first = 0;
            Builder piece = new Builder();
            while (rows.next()) {
                piece.add(rows);
                if (piece.rows == rowsOfPiece || piece.bytes.size() > MOST_BYTES) {
                    pieces.add(piece.build(first));
                    first += piece.rows;
                    piece = new Builder();
                }
            }
            if (piece.rows > 0) {
                pieces.add(piece.build(first));
            }
        }
        return pieces;
    }

    /** The first field of each row. */
    static byte[][] ids(List<Piece> pieces) throws IOException {
        byte[][] ids = new byte[pieces.stream().mapToInt(Piece::rows).sum()][];
        int at = 0;
        for (Piece piece : pieces) {
            try (CopyReader rows = new CopyReader(piece.stream())) {
                while (rows.next()) {
                    ids[at++] = rows.bytes();
                    for (int field = 1; field < rows.fields(); field++) {
                        rows.bytes();
                    }
                }
            }
        }
        return ids;
    }

    /** Puts rows together. */
    private static final class Builder {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);
        private int rows;

        private Builder() throws IOException {
            out.write(CopyWriter.HEADER);
        }

        private void add(CopyReader row) throws IOException {
            out.writeShort(row.fields());
            for (int field = 0; field < row.fields(); field++) {
                byte[] value = row.bytes();
                out.writeInt(value == null ? -1 : value.length);
                if (value != null) {
                    out.write(value);
                }
            }
            rows++;
        }

        private Piece build(int first) throws IOException {
            out.writeShort(-1);
            return new Piece(first, rows, bytes.toByteArray());
        }
    }
}
