/* pgwright:progress */
WITH progress AS (
    SELECT 'VACUUM' AS command, v.pid, v.datid, v.relid, NULL::oid AS index_oid, v.phase,
        v.heap_blks_scanned AS done, v.heap_blks_total AS total, 'blocks' AS unit, v.index_vacuum_count AS index_rounds
    FROM pg_stat_progress_vacuum AS v
    UNION ALL
    SELECT 'ANALYZE', a.pid, a.datid, a.relid, NULL, a.phase, a.sample_blks_scanned, a.sample_blks_total, 'blocks', NULL
    FROM pg_stat_progress_analyze AS a
    UNION ALL
    SELECT i.command, i.pid, i.datid, i.relid, nullif(i.index_relid, 0), i.phase,
        CASE WHEN i.blocks_total > 0 THEN i.blocks_done ELSE i.tuples_done END,
        CASE WHEN i.blocks_total > 0 THEN i.blocks_total ELSE i.tuples_total END,
        CASE WHEN i.blocks_total > 0 THEN 'blocks' ELSE 'rows' END, NULL
    FROM pg_stat_progress_create_index AS i
    UNION ALL
    SELECT c.command, c.pid, c.datid, c.relid, nullif(c.cluster_index_relid, 0), c.phase,
        c.heap_blks_scanned, c.heap_blks_total, 'blocks', NULL
    FROM pg_stat_progress_cluster AS c
    UNION ALL
    SELECT c.command, c.pid, c.datid, c.relid, NULL, c.type, c.bytes_processed, c.bytes_total, 'bytes', NULL
    FROM pg_stat_progress_copy AS c
    UNION ALL
    SELECT 'BASE BACKUP', b.pid, NULL, NULL, NULL, b.phase, b.backup_streamed, b.backup_total, 'bytes', NULL
    FROM pg_stat_progress_basebackup AS b
)
SELECT
    p.pid,
    p.command,
    d.datname AS database,
    n.nspname AS schema,
    c.relname AS relation,
    p.relid::bigint AS relation_oid,
    p.index_oid::bigint AS index_oid,
    p.phase,
    p.done,
    p.total,
    p.unit,
    p.index_rounds
FROM progress AS p
LEFT JOIN pg_database AS d ON d.oid = p.datid
LEFT JOIN pg_class AS c ON c.oid = p.relid AND d.datname = current_database()
LEFT JOIN pg_namespace AS n ON n.oid = c.relnamespace
ORDER BY p.command COLLATE "C", d.datname, n.nspname, c.relname, p.pid
