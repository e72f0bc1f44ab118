package dev.pgwright.pgquery;

import dev.pgwright.pgquery.LimitExceededException.Resource;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A text with its UTF-8 bytes: the parser counts bytes, Java counts chars.
 *
 * <p>Text that PostgreSQL could never receive is refused here rather than changed silently: a NUL would end it early, and
 * a lone surrogate would become a question mark.
 */
public final class SqlText {
    /** Distance, in bytes, of the known positions between which {@link #charOffset} counts. */
    private static final int STEP = 256;

    private final String text;
    private final byte[] utf8;
    /** Char offset of the character that holds byte {@code i * STEP}; empty when bytes and chars are the same. */
    private final int[] marks;

    private SqlText(String text, byte[] utf8) {
        this.text = text;
        this.utf8 = utf8;
        this.marks = utf8.length == text.length() ? new int[0] : marks(utf8);
    }

    /**
     * Encodes a text.
     *
     * @throws SqlSyntaxException for a NUL or a lone surrogate, with its offset
     * @throws LimitExceededException when it is longer than {@code maxBytes}
     */
    static SqlText of(String text, int maxBytes) {
        if (text.length() > maxBytes) {
            throw tooLong(maxBytes);
        }
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new SqlSyntaxException("invalid byte sequence for encoding \"UTF8\": 0x00", nul);
        }
        CharBuffer chars = CharBuffer.wrap(text);
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(chars);
            byte[] utf8 = new byte[bytes.remaining()];
            bytes.get(utf8);
            if (utf8.length > maxBytes) {
                throw tooLong(maxBytes);
            }
            return new SqlText(text, utf8);
        } catch (CharacterCodingException e) {
            throw new SqlSyntaxException("the text holds half of a surrogate pair", chars.position());
        }
    }

    /**
     * The text that UTF-8 bytes stand for; a byte order mark at the start is dropped, as psql does.
     *
     * @throws SqlSyntaxException when they are no UTF-8; the offset is that of the char before which the bad bytes stand
     */
    public static String decode(byte[] utf8) {
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        CharBuffer chars = CharBuffer.allocate(utf8.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(bytes, chars, true).isError()) {
            throw new SqlSyntaxException(
                    String.format(
                            "invalid byte sequence for encoding \"UTF8\": 0x%02x at byte %d",
                            utf8[bytes.position()] & 0xff, bytes.position()),
                    chars.position());
        }
        String text = chars.flip().toString();
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static LimitExceededException tooLong(int maxBytes) {
        return new LimitExceededException(Resource.TEXT, "the text is longer than " + maxBytes + " bytes");
    }

    private static int[] marks(byte[] utf8) {
        int[] marks = new int[utf8.length / STEP + 1];
        int chars = 0;
        for (int i = 0; i < utf8.length; i++) {
            if (i % STEP == 0) {
                marks[i / STEP] = chars;
            }
            chars += charsStartedBy(utf8[i]);
        }
        return marks;
    }

    /** A char for each first byte, a second one for the four-byte forms; none for continuation bytes. */
    private static int charsStartedBy(byte octet) {
        if ((octet & 0xc0) == 0x80) {
            return 0;
        }
        return (octet & 0xf8) == 0xf0 ? 2 : 1;
    }

    /** The text itself. */
    public String text() {
        return text;
    }

    byte[] utf8() {
        return utf8;
    }

    /** The char offset of a byte offset, as trees give it; offsets past the end mean the end. */
    public int charOffset(int byteOffset) {
        if (byteOffset >= utf8.length) {
            return text.length();
        }
        if (marks.length == 0) {
            return byteOffset;
        }
        int mark = byteOffset / STEP;
        int chars = marks[mark];
        for (int i = mark * STEP; i < byteOffset; i++) {
            chars += charsStartedBy(utf8[i]);
        }
        return chars;
    }
}
