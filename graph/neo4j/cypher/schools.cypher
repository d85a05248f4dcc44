// Reader.totals of schools: how many people studied at each, and the distinct dates of their
// courses, of which the one rule for dates (graph/ties.py) says the first and the last.
MATCH (n:School)<-[:FROM]-(e:Education)<-[:STUDIED]-(p:Person)
RETURN n.id AS id, count(DISTINCT p) AS people,
  collect(DISTINCT [e.start, e.end, e.current, e.until]) AS dates
