-- An index of a partitioned table is invalid until every partition has its own; there is nothing to drop.
CREATE TABLE public.payments (id int PRIMARY KEY, invoice_id int) PARTITION BY RANGE (id);
CREATE TABLE public.payments_1 PARTITION OF public.payments FOR VALUES FROM (1) TO (100);
CREATE INDEX payments_invoice ON ONLY public.payments (invoice_id);
