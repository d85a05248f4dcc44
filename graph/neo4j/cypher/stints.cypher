// Reader.stints of everybody: one row a role and employer, without evidence, which only the rows of
// an answer need.
MATCH (p:Person)-[h:HELD]->(o:Role)
OPTIONAL MATCH (o)-[a:AT]->(e:Employer)
RETURN p.id AS person, h.id AS held, o.id AS role, e.id AS employer, a.id AS at, [
  o.name, o.start, o.end, o.current, o.until,
  o.from_months, o.to_months, o.from_outer, o.to_outer
] AS said
