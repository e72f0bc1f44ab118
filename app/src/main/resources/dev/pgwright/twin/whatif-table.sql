/* pgwright:whatif-table: what a copy of the table has to keep */
SELECT t.oid::bigint AS id, t.relpages AS pages, t.reltuples AS tuples, t.relallvisible AS visible,
       pg_relation_filepath(t.oid) AS file, t.relkind = 'r' AS plain, t.relispartition AS part,
       EXISTS (SELECT FROM pg_policy AS p WHERE p.polrelid = t.oid) OR t.relrowsecurity AS secured,
       (
           SELECT format_type(a.atttypid, a.atttypmod) FROM pg_attribute AS a
           WHERE a.attrelid = t.oid AND a.attname = ? AND a.attnum > 0 AND NOT a.attisdropped
       ) AS key_type
FROM pg_class AS t
WHERE t.oid = to_regclass(?)
