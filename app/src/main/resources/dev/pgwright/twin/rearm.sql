/* What disarm.sql took away. */
UPDATE pg_class AS c SET relchecks = t.relchecks, relispartition = t.relispartition
FROM armed_table AS t WHERE t.oid = c.oid;
UPDATE pg_attribute AS a SET attnotnull = t.attnotnull, attgenerated = t.attgenerated
FROM armed_column AS t WHERE t.attrelid = a.attrelid AND t.attnum = a.attnum;
DROP TABLE armed_table;
DROP TABLE armed_column
