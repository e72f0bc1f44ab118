package dev.pgwright.batch.partition;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process of its own that converts the shop's table, and ends as by kill -9 when it has said so many things.
 * Arguments: the database's URI, the number.
 */
final class ConversionProcess {
    /** Exit status of a process that was ended (128 + SIGKILL). */
    static final int KILLED = 137;

    private ConversionProcess() {}

    public static void main(String[] arguments) {
        AtomicInteger left = new AtomicInteger(Integer.parseInt(arguments[1]));
        TableConversion conversion = new TableConversion(ShopServer.parse(arguments[0]), ShopServer.SMALL, message -> {
            if (left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
        });
        conversion.convert(ShopServer.MONTHLY, false);
    }
}
