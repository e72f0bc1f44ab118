CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE DOMAIN percent AS integer CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE customers (
  id integer PRIMARY KEY,
  name text NOT NULL,
  email text UNIQUE,
  country char(2),
  vip boolean,
  feeling mood,
  discount percent,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE orders (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id integer REFERENCES customers,
  status text NOT NULL CHECK (status IN ('open', 'paid', 'cancelled')),
  total numeric(10, 2),
  ordered_on date,
  note text,
  quantity integer NOT NULL DEFAULT 1 CHECK (quantity > 0),
  doubled integer GENERATED ALWAYS AS (quantity * 2) STORED
);
CREATE TABLE items (
  order_id integer NOT NULL REFERENCES orders ON DELETE CASCADE,
  sku varchar(12) NOT NULL,
  price numeric,
  weight double precision,
  PRIMARY KEY (order_id, sku)
);
CREATE TABLE tags (customer_id integer, tag text);
CREATE TABLE blocked (customer_id integer, reason text);
CREATE TABLE documents (id integer PRIMARY KEY, body jsonb, labels text[]);
CREATE TABLE events (id integer NOT NULL, at timestamp NOT NULL, kind text, PRIMARY KEY (id, at))
  PARTITION BY RANGE (at);
CREATE TABLE events_2024_01 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE events_2024_02 PARTITION OF events FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
CREATE TABLE tree (id integer PRIMARY KEY, parent integer REFERENCES tree, label text);
CREATE VIEW paid_orders AS SELECT id, customer_id, total FROM orders WHERE status = 'paid';
CREATE MATERIALIZED VIEW totals AS
  SELECT customer_id, count(*) AS orders, sum(total) AS total FROM orders GROUP BY customer_id;
CREATE FUNCTION is_blocked(who integer) RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT EXISTS (SELECT FROM blocked WHERE customer_id = who) $$;
CREATE FUNCTION order_count(who integer) RETURNS bigint LANGUAGE plpgsql STABLE
  AS $$ BEGIN RETURN (SELECT count(*) FROM orders WHERE customer_id = who); END $$;
CREATE ROLE app_user;
CREATE FUNCTION own_id() RETURNS integer LANGUAGE sql STABLE
  AS $$ SELECT (current_setting('request.jwt.claims', true)::json ->> 'sub')::integer $$;
CREATE TABLE letters (id integer PRIMARY KEY, owner integer, public boolean, body text);
ALTER TABLE letters ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON letters FOR SELECT TO app_user USING (owner = own_id());
GRANT SELECT ON letters, customers, orders, tags TO app_user;
