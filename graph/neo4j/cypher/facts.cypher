// Reader.facts: all edges of facts about some people, those of their roles, studies and projects among
// them, with their evidence.
//
// $people: ids of people.
UNWIND $people AS id
MATCH (p:Person {id: id})
CALL (p) {
  MATCH (p)-[r:HELD|CLAIMS|STUDIED|BUILT]->(n)
  RETURN r, p.id AS source, n.id AS target
  UNION ALL
  MATCH (p)-[:HELD|STUDIED|BUILT]->(m)-[r:AT|USED|OF|IN|FROM]->(n)
  RETURN r, m.id AS source, n.id AS target
}
RETURN type(r) AS type, source, target, properties(r) AS properties
