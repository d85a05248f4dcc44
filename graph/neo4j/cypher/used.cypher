// Reader.used: what some roles and projects used, with the evidence of each edge.
//
// $sources: ids of roles and projects.
UNWIND $sources AS id
CALL (id) {
  MATCH (s:Role {id: id})-[r:USED]->(n)
  RETURN r, n.id AS target
  UNION ALL
  MATCH (s:Project {id: id})-[r:USED]->(n)
  RETURN r, n.id AS target
}
RETURN id AS source, target, properties(r) AS properties
