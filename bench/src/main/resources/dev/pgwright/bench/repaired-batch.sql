-- The document's batch with the least that makes it run: the conditions that it leaves out ("ON ..."), the features of a
-- job added up before they are joined, and the rank one level up, since the document ranks by a name that its own SELECT
-- makes. The parameter is a chunk of users, as in the document.
WITH user_batch AS (
  SELECT user_id, preferred_category_id, min_salary, preferred_features
  FROM public.user_wishes
  WHERE user_id = ANY ($1::int[])
),
job_scores AS (
  SELECT
    u.user_id,
    j.job_id,
    COALESCE(j.base_score, 0) * 0.3 +
    COALESCE(cs.category_score, 0) * 0.2 +
    COALESCE(ss.salary_score, 0) * 0.2 +
    COALESCE(fs.feature_score, 0) * 0.2 +
    COALESCE(ps.popularity_score, 0) * 0.1 AS total_score
  FROM user_batch AS u
  CROSS JOIN public.jobs AS j
  LEFT JOIN public.category_scores AS cs
    ON cs.preferred_category_id = u.preferred_category_id AND cs.category_id = j.category_id
  LEFT JOIN public.salary_scores AS ss
    ON j.salary_lower - u.min_salary BETWEEN ss.difference_from AND ss.difference_to
  LEFT JOIN LATERAL (
    SELECT sum(f.feature_score) AS feature_score
    FROM public.feature_scores AS f
    WHERE f.feature_cd = ANY (j.feature_codes) AND f.feature_cd = ANY (u.preferred_features)
  ) AS fs ON true
  LEFT JOIN public.popularity_scores AS ps ON ps.job_id = j.job_id
  WHERE j.status = 'active'
),
ranked AS (
  SELECT s.*, ROW_NUMBER() OVER (PARTITION BY s.user_id ORDER BY s.total_score DESC) AS rank
  FROM job_scores AS s
)
SELECT * FROM ranked WHERE rank <= 40
