-- baito: what the application sends in an hour; "today" is 2025-11-20. The targets are the document's four classes:
-- 50 ms for a single user, 500 ms for a batch of a hundred users, 100 ms for an aggregate by category, 10 ms for an
-- update in real time.

-- statement: single-user-profile
-- calls: 600
-- target: 50 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
SELECT user_id, city_cd, preferences, last_seen_at
FROM public.users
WHERE auth_id = '3e0469fb-1349-91f8-f75a-2760e409c6ed';

-- statement: single-user-recommendations
-- calls: 500
-- target: 50 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
SELECT r.rank, r.total_score, j.job_id, j.job_name, j.company_name, j.salary_lower
FROM public.job_recommendations AS r
JOIN public.jobs AS j ON j.job_id = r.job_id
WHERE r.user_id = 7
ORDER BY r.rank
LIMIT 40;

-- statement: single-user-scoring
-- calls: 40
-- target: 50 ms
-- role: service_role
SELECT j.job_id,
  coalesce(j.base_score, 0) * 0.3 + coalesce(cs.category_score, 0) * 0.2 + coalesce(ss.salary_score, 0) * 0.2
    + coalesce(fs.feature_score, 0) * 0.2 + coalesce(ps.popularity_score, 0) * 0.1 AS total_score
FROM public.user_wishes AS u
JOIN public.city_distance_matrix AS m ON m.city1_cd = u.city_cd AND m.score >= 60
JOIN public.jobs AS j ON j.city_cd = m.city2_cd AND j.status = 'active'
LEFT JOIN public.category_scores AS cs
  ON cs.preferred_category_id = u.preferred_category_id AND cs.category_id = j.category_id
LEFT JOIN public.salary_scores AS ss
  ON j.salary_lower - u.min_salary BETWEEN ss.difference_from AND ss.difference_to
LEFT JOIN LATERAL (
  SELECT sum(f.feature_score) AS feature_score FROM public.feature_scores AS f
  WHERE f.feature_cd = ANY (j.feature_codes) AND f.feature_cd = ANY (u.preferred_features)) AS fs ON true
LEFT JOIN public.popularity_scores AS ps ON ps.job_id = j.job_id
WHERE u.user_id = 7
ORDER BY total_score DESC, j.job_id
LIMIT 40;

-- statement: single-user-recent-behaviors
-- calls: 300
-- target: 50 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
SELECT job_id, action_type, created_at
FROM public.user_behaviors
WHERE user_id = 7 AND created_at >= timestamptz '2025-10-21 00:00+00'
ORDER BY created_at DESC
LIMIT 50;

-- statement: single-user-applications
-- calls: 120
-- target: 50 ms
-- role: service_role
SELECT b.job_id, j.job_name, b.created_at
FROM public.user_behaviors AS b
JOIN public.jobs AS j ON j.job_id = b.job_id
WHERE b.user_id = 7 AND b.action_type = 'apply'
ORDER BY b.created_at DESC
LIMIT 20;

-- statement: single-user-jobs-nearby
-- calls: 60
-- target: 50 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT job_id, job_name, public.calculate_distance_score(5, city_cd) AS distance_score
FROM public.jobs
WHERE city_cd = 5 AND salary_lower >= 1200 AND status = 'active'
ORDER BY created_at DESC
LIMIT 20;

-- statement: batch-users
-- calls: 100
-- target: 500 ms
-- role: service_role
SELECT user_id, preferences FROM public.users WHERE user_id BETWEEN 101 AND 200;

-- statement: batch-recommendations
-- calls: 60
-- target: 500 ms
-- role: service_role
SELECT user_id, job_id, rank, total_score
FROM public.job_recommendations
WHERE user_id BETWEEN 101 AND 200
ORDER BY user_id, rank;

-- statement: batch-behaviors
-- calls: 20
-- target: 500 ms
-- role: service_role
SELECT user_id, action_type, count(*) AS actions, max(created_at) AS last_at
FROM public.user_behaviors
WHERE user_id BETWEEN 101 AND 200 AND created_at >= timestamptz '2025-10-21 00:00+00'
GROUP BY user_id, action_type;

-- statement: batch-scoring
-- calls: 5
-- target: 500 ms
-- role: service_role
WITH user_batch AS (
  SELECT user_id, city_cd, preferred_category_id, min_salary FROM public.user_wishes WHERE user_id BETWEEN 101 AND 200
),
job_scores AS (
  SELECT u.user_id, j.job_id,
    coalesce(j.base_score, 0) * 0.3 + coalesce(cs.category_score, 0) * 0.2 + coalesce(ps.popularity_score, 0) * 0.1
      AS total_score
  FROM user_batch AS u
  JOIN public.jobs AS j ON j.city_cd = u.city_cd AND j.status = 'active' AND j.salary_lower >= u.min_salary
  LEFT JOIN public.category_scores AS cs
    ON cs.preferred_category_id = u.preferred_category_id AND cs.category_id = j.category_id
  LEFT JOIN public.popularity_scores AS ps ON ps.job_id = j.job_id
),
ranked AS (
  SELECT s.*, row_number() OVER (PARTITION BY s.user_id ORDER BY s.total_score DESC, s.job_id) AS rank
  FROM job_scores AS s
)
SELECT user_id, job_id, total_score, rank FROM ranked WHERE rank <= 40;

-- statement: category-active-jobs
-- calls: 40
-- target: 100 ms
-- role: service_role
SELECT c.name, count(*) AS jobs, round(avg(j.salary_lower)) AS average_salary
FROM public.jobs AS j
JOIN public.categories AS c ON c.category_id = j.category_id
WHERE j.status = 'active'
GROUP BY c.name
ORDER BY c.name;

-- statement: category-newest-jobs
-- calls: 200
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT job_id, job_name, salary_lower, created_at
FROM public.jobs
WHERE category_id = 17 AND status = 'active'
ORDER BY created_at DESC
LIMIT 20;

-- statement: category-behaviors-today
-- calls: 20
-- target: 100 ms
-- role: service_role
SELECT j.category_id, b.action_type, count(*) AS actions
FROM public.user_behaviors AS b
JOIN public.jobs AS j ON j.job_id = b.job_id
WHERE b.created_at >= timestamptz '2025-11-19 18:00+00'
GROUP BY j.category_id, b.action_type;

-- statement: category-best-of-city
-- calls: 300
-- target: 100 ms
-- role: service_role
SELECT job_id, base_score, feature_score
FROM public.job_score_cache
WHERE city_cd = 12
ORDER BY base_score DESC
LIMIT 20;

-- statement: category-features
-- calls: 80
-- target: 100 ms
-- role: anon
-- claims: {"role":"anon"}
SELECT job_id, job_name, salary_lower
FROM public.jobs
WHERE feature_codes @> '{3,17,29}' AND status = 'active'
ORDER BY salary_lower DESC
LIMIT 20;

-- statement: category-occupations
-- calls: 40
-- target: 100 ms
-- role: service_role
SELECT occupation_cd, count(*) AS jobs, max(salary_upper) AS best_salary
FROM public.jobs
WHERE occupation_cd BETWEEN 10 AND 12
GROUP BY occupation_cd;

-- statement: permissions-of-user
-- calls: 400
-- target: 50 ms
-- role: service_role
SELECT permissions FROM public.user_permissions WHERE user_id = '3e0469fb-1349-91f8-f75a-2760e409c6ed';

-- statement: roles-of-user
-- calls: 100
-- target: 50 ms
-- role: service_role
SELECT role, permission FROM public.user_roles WHERE user_id = '3e0469fb-1349-91f8-f75a-2760e409c6ed';

-- statement: update-add-behavior
-- calls: 900
-- target: 10 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
INSERT INTO public.user_behaviors (user_id, job_id, action_type, created_at)
VALUES (7, 42, 'view', timestamptz '2025-11-20 12:00+00');

-- statement: update-count-view
-- calls: 900
-- target: 10 ms
-- role: service_role
UPDATE public.popularity_scores
SET views = views + 1, updated_at = timestamptz '2025-11-20 12:00+00'
WHERE job_id = 42;

-- statement: update-last-seen
-- calls: 400
-- target: 10 ms
-- role: authenticated
-- claims: {"sub":"3e0469fb-1349-91f8-f75a-2760e409c6ed","role":"authenticated"}
UPDATE public.users SET last_seen_at = timestamptz '2025-11-20 12:00+00'
WHERE auth_id = '3e0469fb-1349-91f8-f75a-2760e409c6ed';

-- statement: update-close-job
-- calls: 60
-- target: 10 ms
-- role: service_role
UPDATE public.jobs SET status = 'closed' WHERE job_id = 4242;

-- statement: update-erase-job
-- calls: 20
-- target: 10 ms
-- role: service_role
DELETE FROM public.jobs WHERE job_id = 4243;

-- statement: update-log-operation
-- calls: 60
-- target: 10 ms
-- role: service_role
INSERT INTO public.operation_log
VALUES (timestamptz '2025-11-20 12:00+00', 'batch', 'CHUNK_FINISHED', '{"users": 100, "duration_ms": 412}', '{}');
