/* pgwright:mirror: every change of the new table is made in the old one, too */
CREATE OR REPLACE FUNCTION pgwright_batch.mirror_{id}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET row_security = off AS $pgwright$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    TRUNCATE {old};
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM {old} AS o WHERE o.{key} = OLD.{key};
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO {old} ({columns}) OVERRIDING SYSTEM VALUE VALUES ({new_columns});
  END IF;
  RETURN NULL;
END $pgwright$
