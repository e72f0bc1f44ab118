package dev.pgwright.twin;

/**
 * Size of a GiST or SP-GiST index, roughly: how full its pages get depends on how the operator class splits them, so
 * that the fill is a measured one (uniform points and ranges, PostgreSQL 18), not one that follows from the code.
 *
 * @param spgist SP-GiST, else GiST
 */
record GistSize(boolean spgist) {
    private static final int MAXALIGN = 8;
    private static final int LINE_POINTER = 4;
    private static final int ROOM = IndexEstimate.PAGE - 24 - 16;
    private static final int GIST_HEADER = 8;
    /** SGLTHDRSZ in spgist_private.h. */
    private static final int SPGIST_HEADER = 16;

    private static final int BOX = 32;
    private static final double FILL_OF_SHAPES = 0.67;
    private static final double FILL_OF_RANGES = 0.98;
    private static final double FILL_OF_SPACES = 0.80;

    /** The estimate for rows that are not NULL. */
    IndexEstimate estimate(KeyColumn column, String type, double rows) {
        boolean range = type.endsWith("range");
        boolean shape = type.equals("point") || type.equals("box") || type.equals("polygon") || type.equals("circle");
        double key = shape && !spgist ? BOX : column.widths().mean();
        double tuple = Math.ceil(((spgist ? SPGIST_HEADER : GIST_HEADER) + key) / MAXALIGN) * MAXALIGN + LINE_POINTER;
        double fill = spgist ? FILL_OF_SPACES : range ? FILL_OF_RANGES : FILL_OF_SHAPES;
        double perPage = Math.max(1, ROOM * fill / tuple);
        double level = Math.max(1, Math.ceil(rows / perPage));
        double pages = spgist ? level + 1 : level;
        while (level > 1) {
            level = Math.ceil(level / perPage);
            pages += level;
        }
        return new IndexEstimate(Math.round(pages), rows, 0);
    }
}
