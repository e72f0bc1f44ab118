package dev.pgwright.report;

/**
 * What the reader's terminal can show; formats other than text do not look at it.
 *
 * @param width columns
 * @param color true when colours may be used
 * @param ascii true when only ASCII is sure to be shown
 */
public record RenderOptions(int width, boolean color, boolean ascii) {
    private static final int NARROWEST = 30;
    private static final int USUAL = 80;

    public RenderOptions {
        width = Math.max(NARROWEST, width);
    }

    /** For pipes and files: 80 columns, no colour. */
    public static RenderOptions plain() {
        return new RenderOptions(USUAL, false, false);
    }
}
