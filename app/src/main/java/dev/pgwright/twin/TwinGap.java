package dev.pgwright.twin;

/**
 * Something of the target that its twin lacks or has otherwise.
 *
 * @param object kind and name, such as {@code index public.orders_pkey}
 * @param reason why, one sentence without a full stop; never holds a value of the user's
 * @param consequence what plans of the twin are worth for it, one sentence without a full stop
 */
public record TwinGap(String object, String reason, String consequence) {
    @Override
    public String toString() {
        return object + ": " + reason + "; " + consequence;
    }
}
