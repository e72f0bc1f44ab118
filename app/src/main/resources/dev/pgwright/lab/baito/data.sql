-- baito: the rows. One regular user looks at jobs over and over; the workload follows this user.

CREATE FUNCTION pg_temp.user_of(behavior bigint) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN behavior % 997 = 3 THEN 7 ELSE pg_temp.busy(behavior, 1, pg_temp.rows(10000)) END::integer
$$;

-- Twelve months in the order of the numbers, the last one at the end of yesterday.
CREATE FUNCTION pg_temp.moment(n bigint, size bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT timestamptz '2024-11-20 00:00+00' + n * (31536000.0::float8 / size) * interval '1 second'
$$;

-- Cities by prefecture; the low numbers are the large ones.
INSERT INTO public.cities
SELECT n, (n - 1) % 47 + 1, 'City ' || n FROM generate_series(1, 470) AS n;

INSERT INTO public.city_distance_matrix
SELECT a.city_cd, b.city_cd,
  CASE
    WHEN a.city_cd = b.city_cd THEN 100
    WHEN a.prefecture_cd = b.prefecture_cd THEN 60 + (abs(a.city_cd - b.city_cd) / 47) * 3 % 30
    ELSE 30 + pg_temp.pick(a.city_cd + b.city_cd, 1, 15)::integer
  END
FROM public.cities AS a
JOIN public.cities AS b ON b.prefecture_cd = a.prefecture_cd
  OR (abs(b.prefecture_cd - a.prefecture_cd) = 1 AND (a.city_cd + b.city_cd) % 3 > 0);

INSERT INTO public.categories SELECT n, 'Category ' || n FROM generate_series(1, 24) AS n;

-- Not every pair of categories has something in common.
INSERT INTO public.category_scores
SELECT a, b, CASE WHEN a = b THEN 100 ELSE pg_temp.pick(a * 100 + b, 1, 8000) / 100.0 END
FROM generate_series(1, 24) AS a CROSS JOIN generate_series(1, 24) AS b
WHERE a = b OR pg_temp.pick(a * 100 + b, 2, 3) = 1;

INSERT INTO public.salary_scores VALUES
  (-100000, -201, 0), (-200, -101, 20), (-100, -1, 40), (0, 49, 60), (50, 99, 70), (100, 199, 80), (200, 399, 90),
  (400, 100000, 100);

INSERT INTO public.feature_scores
SELECT n, 'Feature ' || n, pg_temp.pick(n, 1, 20) FROM generate_series(1, 48) AS n;

INSERT INTO auth.users (id, email, created_at)
SELECT pg_temp.id('user', n), 'user' || n || '@baito.example', pg_temp.today() - interval '800 days'
FROM generate_series(1, pg_temp.rows(10000)) AS n;
INSERT INTO auth.users (id, email, created_at)
SELECT pg_temp.id('admin', n), 'admin' || n || '@baito.example', pg_temp.today() - interval '900 days'
FROM generate_series(1, 12) AS n;

-- Some never said where they live, or what they wish for.
INSERT INTO public.users
SELECT n, pg_temp.id('user', n), 'user' || n || '@baito.example',
  CASE WHEN n % 211 <> 5 THEN pg_temp.busy(n, 2, 470) END,
  CASE WHEN n % 97 <> 4 THEN jsonb_build_object(
    'category', pg_temp.busy(n, 3, 24), 'min_salary', 1000 + 50 * pg_temp.busy(n, 4, 20),
    'features', (
      SELECT coalesce(jsonb_agg(DISTINCT pg_temp.pick(n * 10 + f, 5, 48)), '[]')
      FROM generate_series(1, pg_temp.pick(n, 6, 7) - 1) AS f),
    'note', repeat('Evenings and weekends are best for me. ', (n % 4)::integer))
  END,
  CASE WHEN n % 40 = 9 THEN 'paused' ELSE 'active' END, pg_temp.today() - (n % 60) * interval '1 day',
  pg_temp.today() - pg_temp.pick(n, 7, 700) * interval '1 day'
FROM generate_series(1, pg_temp.rows(10000)) AS n;

INSERT INTO public.jobs
SELECT n, 'Job ' || n || ' at counter ' || pg_temp.pick(n, 1, 90), 'Company ' || pg_temp.busy(n, 2, 4000),
  CASE WHEN n % 503 <> 6 THEN pg_temp.busy(n, 3, 470) END, pg_temp.pick(n, 4, 120), pg_temp.busy(n, 5, 24),
  950 + 10 * pg_temp.busy(n, 6, 130), 1000 + 10 * pg_temp.busy(n, 6, 130) + 10 * pg_temp.pick(n, 7, 60),
  (SELECT coalesce(array_agg(DISTINCT pg_temp.pick(n * 10 + f, 8, 48)::integer), '{}')
   FROM generate_series(1, pg_temp.pick(n, 9, 9) - 1) AS f),
  CASE WHEN n % 301 <> 8 THEN pg_temp.pick(n, 10, 10000) / 100.0 END,
  CASE WHEN pg_temp.pick(n, 11, 50) = 1 THEN 'closed' ELSE 'active' END,
  timestamptz '2025-11-20 00:00+00' - pg_temp.busy(n, 12, 180 * 24) * interval '1 hour'
FROM generate_series(1, pg_temp.rows(100000)) AS n;

INSERT INTO public.popularity_scores
SELECT n, pg_temp.pick(n, 1, 5000), pg_temp.pick(n, 2, 90), pg_temp.pick(n, 3, 10000) / 100.0, pg_temp.today()
FROM generate_series(1, pg_temp.rows(100000)) AS n
WHERE n % 29 <> 7;

-- The statistics of the behaviours are gathered after the first few thousand and never again.
ALTER TABLE public.user_behaviors
  SET (autovacuum_analyze_threshold = 100000000, autovacuum_vacuum_insert_threshold = 100000000);

INSERT INTO public.user_behaviors
SELECT n, pg_temp.user_of(n), pg_temp.busy(n, 2, pg_temp.rows(100000)),
  (ARRAY['view', 'view', 'view', 'view', 'click', 'click', 'save', 'apply'])[pg_temp.pick(n, 3, 8)],
  pg_temp.moment(n, pg_temp.rows(5000000))
FROM generate_series(1, pg_temp.rows(50000)) AS n;

ANALYZE public.user_behaviors;

INSERT INTO public.user_behaviors
SELECT n, pg_temp.user_of(n), pg_temp.busy(n, 2, pg_temp.rows(100000)),
  (ARRAY['view', 'view', 'view', 'view', 'click', 'click', 'save', 'apply'])[pg_temp.pick(n, 3, 8)],
  pg_temp.moment(n, pg_temp.rows(5000000))
FROM generate_series(pg_temp.rows(50000) + 1, pg_temp.rows(5000000)) AS n;

INSERT INTO public.job_recommendations
SELECT (u - 1) * 40 + r, u, pg_temp.pick(u * 40 + r, 1, pg_temp.rows(100000)), r, 95 - r * 0.75,
  timestamptz '2025-11-20 02:00+00'
FROM generate_series(1, 40) AS r CROSS JOIN generate_series(1, pg_temp.rows(10000)) AS u;

INSERT INTO public.admin_users SELECT pg_temp.id('admin', n), 'Administrator ' || n FROM generate_series(1, 12) AS n;

INSERT INTO public.user_roles
SELECT pg_temp.id('user', n), 'member', permission
FROM generate_series(1, pg_temp.rows(10000)) AS n, unnest(ARRAY['jobs:read', 'jobs:apply', 'profile:write']) AS permission;
INSERT INTO public.user_roles
SELECT pg_temp.id('admin', n), 'admin', permission
FROM generate_series(1, 12) AS n, unnest(ARRAY['jobs:write', 'users:read', 'batch:run']) AS permission;

INSERT INTO public.operation_log
SELECT pg_temp.moment(n, pg_temp.rows(20000)), 'batch', (ARRAY['BATCH_FINISHED', 'INDEX_CREATED', 'CACHE_REFRESHED'])[n % 3 + 1],
  jsonb_build_object('duration_ms', pg_temp.pick(n, 1, 60000), 'rows', pg_temp.pick(n, 2, 400000)), '{}'
FROM generate_series(1, pg_temp.rows(20000)) AS n;
