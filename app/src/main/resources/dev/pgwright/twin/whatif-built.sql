/* pgwright:whatif-built: the named indexes and, of partitioned ones, those of the partitions */
SELECT w.name AS root, x.oid::bigint AS id, x.relname AS own, n.nspname AS schema, t.relname AS name, a.amname AS method,
       t.reltuples AS tuples, t.relpages AS pages, x.relfilenode::bigint AS node,
       CASE WHEN x.relkind = 'i' THEN pg_relation_filepath(x.oid) END AS file
FROM unnest(?::text[]) AS w(name)
CROSS JOIN LATERAL (
    SELECT to_regclass(w.name)::oid AS id
    UNION
    SELECT relid::oid FROM pg_partition_tree(to_regclass(w.name))
) AS member
JOIN pg_class AS x ON x.oid = member.id
JOIN pg_index AS i ON i.indexrelid = x.oid
JOIN pg_class AS t ON t.oid = i.indrelid
JOIN pg_namespace AS n ON n.oid = t.relnamespace
JOIN pg_am AS a ON a.oid = x.relam
ORDER BY x.oid
