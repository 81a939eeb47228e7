-- Take the next %(count)s numbers of a series; gives the last of them.
-- One statement on both engines: it makes the series if there is none, locks its row until the
-- transaction ends, and undoes all of it with the transaction.
INSERT INTO numbering_series (key, last) VALUES (%(key)s, %(count)s)
ON CONFLICT (key) DO UPDATE SET last = numbering_series.last + excluded.last
RETURNING last
