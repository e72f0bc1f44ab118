-- baito: keys, indexes, policies and the caches, as the application's migrations left them.

ALTER TABLE public.cities ADD PRIMARY KEY (city_cd);
ALTER TABLE public.city_distance_matrix ADD PRIMARY KEY (city1_cd, city2_cd);
ALTER TABLE public.categories ADD PRIMARY KEY (category_id);
ALTER TABLE public.category_scores ADD PRIMARY KEY (preferred_category_id, category_id);
ALTER TABLE public.salary_scores ADD PRIMARY KEY (difference_from);
ALTER TABLE public.feature_scores ADD PRIMARY KEY (feature_cd);
ALTER TABLE public.users ADD PRIMARY KEY (user_id), ADD UNIQUE (auth_id), ADD UNIQUE (email);
ALTER TABLE public.jobs ADD PRIMARY KEY (job_id), ADD CHECK (status IN ('active', 'paused', 'closed'));
ALTER TABLE public.popularity_scores ADD PRIMARY KEY (job_id);
ALTER TABLE public.user_behaviors ADD PRIMARY KEY (behavior_id);
ALTER TABLE public.job_recommendations ADD PRIMARY KEY (recommendation_id);
ALTER TABLE public.admin_users ADD PRIMARY KEY (user_id);
ALTER TABLE public.user_roles ADD PRIMARY KEY (permission, user_id);

SELECT setval(pg_get_serial_sequence('public.users', 'user_id'), (SELECT max(user_id) FROM public.users));
SELECT setval(pg_get_serial_sequence('public.jobs', 'job_id'), (SELECT max(job_id) FROM public.jobs));
SELECT setval(pg_get_serial_sequence('public.user_behaviors', 'behavior_id'),
  (SELECT max(behavior_id) FROM public.user_behaviors));
SELECT setval(pg_get_serial_sequence('public.job_recommendations', 'recommendation_id'),
  (SELECT max(recommendation_id) FROM public.job_recommendations));

-- The document's indexes, as far as PostgreSQL takes them: the one on "the last 30 days" is refused, because the
-- current date is no constant, and was never replaced.
CREATE INDEX idx_jobs_scoring ON public.jobs (city_cd, salary_lower, created_at)
  INCLUDE (job_name, company_name, feature_codes) WHERE status = 'active';
CREATE INDEX idx_jobs_features_gin ON public.jobs USING gin (feature_codes);

-- Twice the same, and two within others.
CREATE INDEX idx_jobs_created ON public.jobs (created_at);
CREATE INDEX jobs_created_at_idx ON public.jobs (created_at);
CREATE INDEX idx_jobs_occupation ON public.jobs (occupation_cd);
CREATE INDEX idx_jobs_occupation_salary ON public.jobs (occupation_cd, salary_lower);
CREATE INDEX idx_popularity_views ON public.popularity_scores (views);
CREATE INDEX idx_popularity_views_applications ON public.popularity_scores (views, applications);

ALTER TABLE public.users
  ADD FOREIGN KEY (auth_id) REFERENCES auth.users (id) ON DELETE CASCADE,
  ADD FOREIGN KEY (city_cd) REFERENCES public.cities (city_cd);
ALTER TABLE public.jobs
  ADD FOREIGN KEY (city_cd) REFERENCES public.cities (city_cd),
  ADD FOREIGN KEY (category_id) REFERENCES public.categories (category_id);
ALTER TABLE public.popularity_scores
  ADD FOREIGN KEY (job_id) REFERENCES public.jobs (job_id) ON DELETE CASCADE;
ALTER TABLE public.user_behaviors
  ADD FOREIGN KEY (user_id) REFERENCES public.users (user_id) ON DELETE CASCADE,
  ADD FOREIGN KEY (job_id) REFERENCES public.jobs (job_id) ON DELETE CASCADE;
ALTER TABLE public.job_recommendations
  ADD FOREIGN KEY (user_id) REFERENCES public.users (user_id) ON DELETE CASCADE,
  ADD FOREIGN KEY (job_id) REFERENCES public.jobs (job_id) ON DELETE CASCADE;
ALTER TABLE public.admin_users ADD FOREIGN KEY (user_id) REFERENCES auth.users (id) ON DELETE CASCADE;
ALTER TABLE public.user_roles ADD FOREIGN KEY (user_id) REFERENCES auth.users (id) ON DELETE CASCADE;

CREATE MATERIALIZED VIEW public.user_permissions AS
SELECT user_id, array_agg(permission ORDER BY permission) AS permissions FROM public.user_roles GROUP BY user_id;
CREATE UNIQUE INDEX user_permissions_user_id_idx ON public.user_permissions (user_id);

CREATE MATERIALIZED VIEW public.job_score_cache AS
SELECT j.job_id, j.city_cd, j.occupation_cd, coalesce(j.base_score, 0) AS base_score,
  coalesce((SELECT sum(f.feature_score) FROM public.feature_scores AS f WHERE f.feature_cd = ANY (j.feature_codes)), 0)
    AS feature_score,
  greatest(0, 100 - (date '2025-11-20' - (j.created_at AT TIME ZONE 'UTC')::date)) AS freshness_score
FROM public.jobs AS j
WHERE j.status = 'active';
CREATE UNIQUE INDEX job_score_cache_job_id_idx ON public.job_score_cache (job_id);
CREATE INDEX job_score_cache_city_idx ON public.job_score_cache (city_cd, base_score DESC);
REVOKE ALL ON public.user_permissions, public.job_score_cache FROM anon, authenticated;

ALTER TABLE public.cities ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.city_distance_matrix ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.categories ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.category_scores ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.salary_scores ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.feature_scores ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.popularity_scores ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.user_behaviors ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.job_recommendations ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.admin_users ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.operation_log ENABLE ROW LEVEL SECURITY;
-- user_roles was forgotten.

CREATE POLICY "Anyone can read cities" ON public.cities FOR SELECT USING (true);
CREATE POLICY "Anyone can read distances" ON public.city_distance_matrix FOR SELECT USING (true);
CREATE POLICY "Anyone can read categories" ON public.categories FOR SELECT USING (true);
CREATE POLICY "Anyone can read active jobs" ON public.jobs FOR SELECT USING (status = 'active');
CREATE POLICY "Anyone can read popularity" ON public.popularity_scores FOR SELECT USING (true);
CREATE POLICY "Administrators can see themselves" ON public.admin_users FOR SELECT TO authenticated
  USING (user_id = (SELECT auth.uid()));
CREATE POLICY user_access ON public.users FOR SELECT TO authenticated
  USING (auth.uid() = auth_id OR EXISTS (
    SELECT 1 FROM public.admin_users WHERE admin_users.user_id = auth.uid() LIMIT 1));
CREATE POLICY "Users can change themselves" ON public.users FOR UPDATE TO authenticated
  USING (auth.uid() = auth_id);
CREATE POLICY "Users can view their behaviors" ON public.user_behaviors FOR SELECT TO authenticated
  USING (user_id = private.current_user_id());
CREATE POLICY "Users can add behaviors" ON public.user_behaviors FOR INSERT TO authenticated
  WITH CHECK (user_id = private.current_user_id());
CREATE POLICY "Users can view their recommendations" ON public.job_recommendations FOR SELECT TO authenticated
  USING (user_id = (SELECT private.current_user_id()));
