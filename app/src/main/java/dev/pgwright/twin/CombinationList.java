package dev.pgwright.twin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A list of most common combinations as the server stores it (statext_mcv_serialize in mcv.c): the values, and at the
 * end one item of fixed size for each combination: a null flag for each column, frequency, base frequency, and the
 * numbers of its values.
 */
final class CombinationList {
    private final ByteBuffer bytes;
    private final int width;
    private final Integer[] places;

    /**
     * A list that a server on this machine made.
     *
     * @param width number of columns and expressions
     * @param places for each wanted combination, in order, the number of its item
     */
    CombinationList(byte[] bytes, int width, Integer[] places) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        this.width = width;
        this.places = places;
    }

    private int itemSize() {
        return width * (Short.BYTES + 1) + 2 * Double.BYTES;
    }

    /** The bytes with the items in the wanted order and these frequencies. */
    byte[] with(List<Double> frequencies, List<Double> baseFrequencies) {
        int items = frequencies.size();
        if (places.length != items) {
            throw new IllegalStateException(places.length + " of " + items + " combinations found");
        }
        byte[] result = bytes.array().clone();
        int first = result.length - items * itemSize();
        ByteBuffer out = ByteBuffer.wrap(result).order(ByteOrder.nativeOrder());
        for (int item = 0; item < items; item++) {
            int at = first + item * itemSize();
            System.arraycopy(bytes.array(), first + places[item] * itemSize(), result, at, itemSize());
            out.putDouble(at + width, frequencies.get(item));
            out.putDouble(at + width + Double.BYTES, baseFrequencies.get(item));
        }
        return result;
    }
}
