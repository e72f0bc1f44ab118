package dev.pgwright.twin;

import java.nio.ByteBuffer;

/**
 * Gives a small btree index the height of a large one. The planner charges for the descent by the height in the
 * metapage (btcostestimate in selfuncs.c reads _bt_getrootheight), and it may read the first and last entry through the
 * tree (get_actual_variable_range), so the tree stays one that can be searched. Layouts: nbtree.h, bufpage.h, itup.h.
 */
public final class BtreePages {
    private static final int MAGIC = 0x053162;
    private static final int HEADER = 24;
    private static final int SPECIAL = 16;
    private static final int SPECIAL_START = RelationFile.PAGE_SIZE - SPECIAL;
    /** Page size and layout version 4 in one field (PageSetPageSizeAndVersion). */
    private static final short SIZE_AND_VERSION = (short) (RelationFile.PAGE_SIZE | 4);

    private static final int FLAG_LEAF = 1;
    private static final int FLAG_ROOT = 2;
    /** BTMetaPageData: magic, version, root, level, fastroot, fastlevel. */
    private static final int META_ROOT = HEADER + 8;
    /** BTPageOpaqueData: prev, next, level, flags, cycle id. */
    private static final int FLAGS = SPECIAL_START + 12;
    /** An item in use (LP_NORMAL) of 8 bytes at the start of the special space minus 8. */
    private static final int ITEM_LENGTH = 8;
    /** IndexTupleData.t_info: its size, and INDEX_ALT_TID_MASK; the low 16 bits of the TID hold no attributes. */
    private static final short MINUS_INFINITY_INFO = (short) (ITEM_LENGTH | 0x2000);

    private BtreePages() {}

    /** Levels above the leaves, as the metapage says it; 0 for an index that is empty or one page. */
    public static int height(RelationFile index) {
        ByteBuffer meta = meta(index);
        return meta.getInt(META_ROOT) == 0 ? 0 : meta.getInt(META_ROOT + 12);
    }

    /**
     * Puts internal pages with one child each above the tree, until it is as high as that; a tree that is high enough
     * stays as it is. The server must not have the index in its shared buffers: patch a new index, or before the server
     * starts.
     *
     * @param height levels above the leaves (fastlevel)
     */
    public static void setHeight(RelationFile index, int height) {
        ByteBuffer meta = meta(index);
        int root = meta.getInt(META_ROOT);
        int level = meta.getInt(META_ROOT + 4);
        long next = index.pages();
        if (height <= level && (root != 0 || height == 0)) {
            return;
        }
        if (root == 0) {
            root = (int) next++;
            level = 0;
            index.write(root, page(0, FLAG_LEAF));
        } else {
            ByteBuffer old = index.read(root);
            old.putShort(FLAGS, (short) (old.getShort(FLAGS) & ~FLAG_ROOT));
            index.write(root, old);
        }
        while (level < height) {
            level++;
            int child = root;
            root = (int) next++;
            ByteBuffer parent = page(level, level == height ? FLAG_ROOT : 0);
            addDownlink(parent, child);
            index.write(root, parent);
        }
        meta.putInt(META_ROOT, root).putInt(META_ROOT + 4, level);
        meta.putInt(META_ROOT + 8, root).putInt(META_ROOT + 12, level);
        index.write(0, meta);
    }

    private static ByteBuffer meta(RelationFile index) {
        ByteBuffer meta = index.read(0);
        if (meta.getInt(HEADER) != MAGIC) {
            throw new IllegalArgumentException("no btree index");
        }
        return meta;
    }

    private static ByteBuffer page(int level, int flags) {
        ByteBuffer page = RelationFile.newPage();
        page.putShort(12, (short) HEADER); // pd_lower
        page.putShort(14, (short) SPECIAL_START); // pd_upper
        page.putShort(16, (short) SPECIAL_START);
        page.putShort(18, SIZE_AND_VERSION);
        page.putInt(SPECIAL_START + 8, level);
        page.putShort(FLAGS, (short) flags);
        return page;
    }

    /** The only item of an internal page: "everything is below this child", a tuple without attributes. */
    private static void addDownlink(ByteBuffer page, int child) {
        int at = SPECIAL_START - ITEM_LENGTH;
        page.putShort(at, (short) (child >>> 16)).putShort(at + 2, (short) child);
        page.putShort(at + 4, (short) 0).putShort(at + 6, MINUS_INFINITY_INFO);
        page.putInt(HEADER, at | 1 << 15 | ITEM_LENGTH << 17); // ItemIdData: offset, flags, length
        page.putShort(12, (short) (HEADER + 4));
        page.putShort(14, (short) at);
    }
}
