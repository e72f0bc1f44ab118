-- Written by hand beside the one that the constraint brought, and once more by a generator; only those two go.
CREATE TABLE public.profiles (id int PRIMARY KEY, email text NOT NULL UNIQUE, name text COLLATE "C");
CREATE INDEX idx_profiles_email ON public.profiles (email);
COMMENT ON INDEX public.idx_profiles_email IS 'for the login';
CREATE INDEX profiles_name ON public.profiles (lower(name) text_pattern_ops DESC) WHERE name <> '';
CREATE INDEX profiles_name_again ON public.profiles (lower(name) text_pattern_ops DESC) WITH (fillfactor = 80)
  WHERE name <> '';
