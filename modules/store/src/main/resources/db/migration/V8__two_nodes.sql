-- Several switch nodes on one database.

-- Who looks after what a node has begun. Apart from switch_node, which every unit of work reads FOR
-- SHARE: a heartbeat must not wait for them, nor they for it.
--
-- A lease is counted, not dated: a node whose beats have not moved for the length of a lease, on the
-- clock that only runs forward of the node that watches it, is dead or cut off. No clock that can be
-- set decides anything here.
CREATE TABLE switch_lease (
  node       integer PRIMARY KEY,
  life       bigint NOT NULL,                     -- as in switch_node
  held_by    integer,                             -- the node itself; one that undoes what it left; nobody, when nothing is left
  process    uuid,                                -- that began the life: two with one number are noticed
  beats      bigint NOT NULL DEFAULT 0,
  beaten_at  timestamptz NOT NULL DEFAULT now()   -- for people to see
) WITH (fillfactor = 50);

INSERT INTO switch_lease (node, life, held_by) SELECT node, life, node FROM switch_node;

-- Which trace numbers each node gives on a link: no two that live may share one.
CREATE TABLE link_trace_range (
  node        integer NOT NULL,
  link        text NOT NULL,
  acquirer    text NOT NULL,
  forwarder   text NOT NULL,
  first_stan  integer NOT NULL,
  last_stan   integer NOT NULL,
  PRIMARY KEY (node, link)
);

-- A scheme sends a new key to one node: the others hear of it.
CREATE FUNCTION tell_link_key_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('oneclear_profile', 'link:' || NEW.link);
  RETURN NULL;
END $$;
CREATE TRIGGER link_key_changed AFTER INSERT OR UPDATE ON link_key
  FOR EACH ROW EXECUTE FUNCTION tell_link_key_changed();

-- Who was told of an approval out of the journal, by a repeat that met another node or another life
-- than the one that decided it: such an approval is never taken back as unheard. Written while the
-- transaction is locked, as is the taking back.
CREATE TABLE told_approval (
  merchant_id     text NOT NULL,
  transaction_id  bigint NOT NULL,
  node            integer NOT NULL,
  told_at         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (transaction_id, merchant_id)
);
