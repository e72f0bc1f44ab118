-- Tuned, not off.
CREATE TABLE public.payments (id int PRIMARY KEY)
  WITH (autovacuum_enabled = on, autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_threshold = 1000);
CREATE TABLE public.logs (id int PRIMARY KEY, line text) WITH (toast.autovacuum_vacuum_threshold = 1000);
