/* pgwright:whatif-indexes: every index that the planner may use; those of partitions belong to their parent's, too */
SELECT n.nspname AS schema, x.relname AS name,
       array_to_string(ARRAY(
           SELECT x.oid
           UNION
           SELECT relid::oid FROM pg_partition_tree(x.oid::regclass)
       ), ',') AS ids
FROM pg_index AS i
JOIN pg_class AS x ON x.oid = i.indexrelid
JOIN pg_namespace AS n ON n.oid = x.relnamespace
WHERE i.indisvalid AND n.nspname <> 'pg_catalog' AND n.nspname <> 'pg_toast' AND n.nspname <> 'information_schema'
ORDER BY x.oid
