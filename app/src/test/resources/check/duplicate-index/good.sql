-- The same columns, and yet another order, operator class, condition, method, or promise.
CREATE TABLE public.profiles (id int PRIMARY KEY, email text, name text, age int);
CREATE INDEX ON public.profiles (email);
CREATE INDEX ON public.profiles (email text_pattern_ops);
CREATE INDEX ON public.profiles (email COLLATE "C");
CREATE INDEX ON public.profiles (email DESC NULLS LAST);
CREATE INDEX ON public.profiles (email) WHERE age > 18;
CREATE INDEX ON public.profiles USING hash (email);
CREATE UNIQUE INDEX ON public.profiles (name);
CREATE UNIQUE INDEX ON public.profiles (name) NULLS NOT DISTINCT;
CREATE INDEX ON public.profiles (lower(name));
CREATE INDEX ON public.profiles (upper(name));
