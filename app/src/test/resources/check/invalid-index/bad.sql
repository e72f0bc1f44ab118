-- What an interrupted CREATE INDEX CONCURRENTLY leaves.
CREATE TABLE public.payments (id int PRIMARY KEY, invoice_id int);
CREATE INDEX idx_payments_invoice ON public.payments (invoice_id);
UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = 'public.idx_payments_invoice'::regclass;
