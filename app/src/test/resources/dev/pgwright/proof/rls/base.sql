-- An application behind an HTTP API: its roles, and the functions that read a request's token.
CREATE ROLE anon NOLOGIN NOINHERIT;
CREATE ROLE authenticated NOLOGIN NOINHERIT;
CREATE SCHEMA auth;
CREATE SCHEMA private;
GRANT USAGE ON SCHEMA auth, private, public TO anon, authenticated;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO anon, authenticated;

CREATE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), ''))::jsonb $$;
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid $$;
CREATE FUNCTION auth.role() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role' $$;

-- who is in which team; user 1 is in the teams 1 and 2, and an administrator
CREATE TABLE public.team_user (id int PRIMARY KEY, user_id uuid NOT NULL, team_id int NOT NULL, status text NOT NULL);
INSERT INTO public.team_user
SELECT x, md5('user-' || greatest(1, x - 1))::uuid, x, CASE x % 5 WHEN 0 THEN 'left' ELSE 'active' END
FROM generate_series(1, 1000) AS x;
CREATE TABLE public.user_roles (id int PRIMARY KEY, user_id uuid NOT NULL, role text NOT NULL);
INSERT INTO public.user_roles
SELECT x, md5('user-' || x)::uuid, CASE x WHEN 1 THEN 'admin' ELSE 'user' END FROM generate_series(1, 1000) AS x;
ALTER TABLE public.team_user ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.user_roles ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_memberships ON public.team_user FOR SELECT TO authenticated USING (user_id = (SELECT auth.uid()));

CREATE FUNCTION public.is_admin() RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN EXISTS (SELECT FROM public.user_roles WHERE auth.uid() = user_id AND role = 'admin');
END $$;
CREATE FUNCTION public.get_role() RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN (SELECT role FROM public.user_roles WHERE auth.uid() = user_id);
END $$;
CREATE FUNCTION public.user_teams() RETURNS int[] LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN ARRAY(SELECT team_id FROM public.team_user WHERE auth.uid() = user_id);
END $$;
CREATE FUNCTION public.is_team_member(team int) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = '' AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM public.team_user AS t WHERE t.team_id = team AND t.user_id = auth.uid());
END $$;

CREATE TABLE public.docs (
  id int PRIMARY KEY, name text, user_id uuid, role text, team_id int, owner uuid, org text, is_public boolean);
CREATE FUNCTION public.make_docs(made text, rows int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TABLE public.%I (LIKE public.docs INCLUDING ALL)', made);
  EXECUTE format($i$INSERT INTO public.%I SELECT x, 'name-' || x, md5('user-' || x)::uuid,
    CASE x WHEN 1 THEN 'admin' ELSE 'user' END, x, md5('user-' || (x %% 500))::uuid, 'org-' || (x %% 50), x %% 10 = 0
    FROM generate_series(1, %s) AS x$i$, made, rows);
  EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', made);
END $$;
