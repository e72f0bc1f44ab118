-- DROP: Index profiles_email_key holds the same entries, so writes need not keep both up to date
DROP INDEX CONCURRENTLY IF EXISTS "public"."idx_profiles_email"; -- SHARE UPDATE EXCLUSIVE
-- undo
CREATE INDEX CONCURRENTLY idx_profiles_email ON public.profiles USING btree (email); -- SHARE UPDATE EXCLUSIVE
COMMENT ON INDEX "public"."idx_profiles_email" IS 'for the login'; -- SHARE UPDATE EXCLUSIVE

-- DROP: Index profiles_name holds the same entries, so writes need not keep both up to date
DROP INDEX CONCURRENTLY IF EXISTS "public"."profiles_name_again"; -- SHARE UPDATE EXCLUSIVE
-- undo
CREATE INDEX CONCURRENTLY profiles_name_again ON public.profiles USING btree (lower(name) text_pattern_ops DESC) WITH (fillfactor='80') WHERE (name <> ''::text); -- SHARE UPDATE EXCLUSIVE
