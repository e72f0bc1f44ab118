/* pgwright:whatif-heaps: the tables with files of their own that an index on the named tables would read */
SELECT t.oid::bigint AS id, w.name AS root, n.nspname AS schema, t.relname AS name,
       pg_relation_filepath(t.oid) AS file, t.relpages AS pages, t.reltuples AS tuples, t.relallvisible AS visible
FROM unnest(?::text[]) AS w(name)
CROSS JOIN LATERAL (
    SELECT to_regclass(w.name)::oid AS id
    UNION
    SELECT relid::oid FROM pg_partition_tree(to_regclass(w.name))
) AS member
JOIN pg_class AS t ON t.oid = member.id
JOIN pg_namespace AS n ON n.oid = t.relnamespace
WHERE t.relkind IN ('r', 'm')
ORDER BY t.oid
