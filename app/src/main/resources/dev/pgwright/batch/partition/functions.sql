/* pgwright:functions: what notes changes of the table, takes them over into the shadow, and mirrors them afterwards */
CREATE TABLE pgwright_batch.changes_{id} (key {key_type});
CREATE FUNCTION pgwright_batch.note_{id}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $pgwright$
BEGIN
  -- a change of all rows has no key
  IF TG_OP = 'TRUNCATE' THEN
    INSERT INTO pgwright_batch.changes_{id} VALUES (NULL);
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO pgwright_batch.changes_{id} VALUES (NEW.{key});
  ELSIF TG_OP = 'DELETE' OR NEW.{key} = OLD.{key} THEN
    INSERT INTO pgwright_batch.changes_{id} VALUES (OLD.{key});
  ELSE
    INSERT INTO pgwright_batch.changes_{id} VALUES (OLD.{key}), (NEW.{key});
  END IF;
  RETURN NULL;
END $pgwright$;
CREATE FUNCTION pgwright_batch.take_over_{id}() RETURNS bigint LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp SET enable_seqscan = off SET row_security = off AS $pgwright$
DECLARE
  keys {key_type}[];
  changes bigint;
  emptied boolean;
BEGIN
  WITH taken AS (DELETE FROM pgwright_batch.changes_{id} RETURNING key)
  SELECT array_agg(DISTINCT t.key) FILTER (WHERE t.key IS NOT NULL), count(*), bool_or(t.key IS NULL)
  INTO keys, changes, emptied FROM taken AS t;
  IF emptied THEN
    TRUNCATE {shadow};
  END IF;
  IF keys IS NOT NULL THEN
    DELETE FROM {shadow} AS s WHERE s.{key} = ANY (keys);
    INSERT INTO {shadow} ({columns}) OVERRIDING SYSTEM VALUE
    SELECT {columns} FROM ONLY {table} AS t WHERE t.{key} = ANY (keys);
  END IF;
  RETURN changes;
END $pgwright$;
-- does nothing before the swap
CREATE FUNCTION pgwright_batch.mirror_{id}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
