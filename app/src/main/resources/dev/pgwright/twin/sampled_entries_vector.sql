SELECT 0, u.v, pg_catalog.pg_column_size(u.v) FROM pg_catalog.unnest(pg_catalog.tsvector_to_array(d.value)) AS u (v)
