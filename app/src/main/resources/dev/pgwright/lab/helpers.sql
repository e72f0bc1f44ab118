-- Helpers for loading a lab, gone with the session. Everything that a row holds comes from these functions and from
-- the row's number, so two loads at the same scale are equal. The session sets lab.scale before this file runs.

-- The reference date: "today" in every row and in every statement of the workloads.
CREATE FUNCTION pg_temp.today() RETURNS date LANGUAGE sql IMMUTABLE AS $$ SELECT date '2025-11-20' $$;

-- The number of rows of a table that has this many at scale 1. Declared immutable, since the scale is fixed for the
-- load, so that it is computed once per statement and not once per row.
CREATE FUNCTION pg_temp.rows(at_scale_one bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT greatest(ceil(at_scale_one * current_setting('lab.scale')::numeric), 1)::bigint
$$;

-- The identity of the n-th row of a kind.
CREATE FUNCTION pg_temp.id(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT md5(kind || n::text)::uuid
$$;

-- An even spread over 0 .. 2^31 - 1, another one for each salt. The server hashes partitions with this function, so it
-- is the same in every version.
CREATE FUNCTION pg_temp.mix(n bigint, salt bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT hashint8extended(n, salt) & 2147483647
$$;

-- An even choice from 1 .. size.
CREATE FUNCTION pg_temp.pick(n bigint, salt bigint, size bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT pg_temp.mix(n, salt) % size + 1
$$;

-- A choice from 1 .. size where low numbers are chosen more often: the busy few and the quiet many.
CREATE FUNCTION pg_temp.busy(n bigint, salt bigint, size bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT floor(power(pg_temp.mix(n, salt) / 2147483648.0::float8, 2) * size)::bigint + 1
$$;
