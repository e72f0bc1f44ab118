/* Two rows that join the extremes of all columns satisfy no check, so checks rest while they are inserted. */
CREATE TEMP TABLE armed_table AS
SELECT c.oid, c.relchecks, c.relispartition FROM pg_class AS c
WHERE c.relkind = 'r' AND c.oid >= 16384 AND (c.relchecks > 0 OR c.relispartition);
CREATE TEMP TABLE armed_column AS
SELECT a.attrelid, a.attnum, a.attnotnull, a.attgenerated, a.attidentity
FROM pg_attribute AS a
JOIN pg_class AS c ON c.oid = a.attrelid
WHERE c.relkind = 'r' AND c.oid >= 16384 AND a.attnum > 0 AND (a.attnotnull OR a.attgenerated = 's');
UPDATE pg_class AS c SET relchecks = 0, relispartition = false FROM armed_table AS t WHERE t.oid = c.oid;
UPDATE pg_attribute AS a SET attnotnull = false, attgenerated = CASE a.attgenerated WHEN 's' THEN '' ELSE a.attgenerated END
FROM armed_column AS t WHERE t.attrelid = a.attrelid AND t.attnum = a.attnum
