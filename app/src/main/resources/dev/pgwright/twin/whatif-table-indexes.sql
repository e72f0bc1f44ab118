/* pgwright:whatif-table-indexes: indexes of a table; what follows the table in each definition; whether uniqueness can
   be kept, which needs the partition key among the columns */
SELECT x.relname AS name, i.indisunique AS was_unique,
       i.indisunique AND EXISTS (
           SELECT FROM pg_attribute AS a
           WHERE a.attrelid = i.indrelid AND a.attname = ? AND a.attnum = ANY (i.indkey::smallint[])
       ) AS stays_unique,
       substring(pg_get_indexdef(i.indexrelid) FROM ' (USING .*)$') AS rest,
       x.reltuples AS tuples, pg_relation_filepath(x.oid) AS file, m.amname AS method
FROM pg_index AS i
JOIN pg_class AS x ON x.oid = i.indexrelid
JOIN pg_am AS m ON m.oid = x.relam
WHERE i.indrelid = to_regclass(?) AND i.indisvalid AND NOT i.indisexclusion
ORDER BY x.oid
