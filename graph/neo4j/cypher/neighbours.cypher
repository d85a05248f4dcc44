// Reader.neighbours: the people of some nodes, and of people their skills, employers and schools.
// Roles and Education are contracted.
//
// $people, $skills, $employers, $schools, $degrees, $fields, $projects: ids, each may be empty. One
// branch a label, since only a label's own index finds a node by its id; the lists are gathered on
// the server, since a row for each neighbour takes longer to send than to find.
UNWIND $people AS id
MATCH (p:Person {id: id})
RETURN id,
  COLLECT { MATCH (p)-[:HAS_SKILL|WORKED_AT]->(n) RETURN n.id } +
  COLLECT { MATCH (p)-[:STUDIED]->(:Education)-[:FROM]->(n) RETURN n.id } AS others
UNION ALL
UNWIND $skills AS id
MATCH (n:Skill {id: id})
RETURN id, COLLECT { MATCH (n)<-[:HAS_SKILL]-(p) RETURN p.id } AS others
UNION ALL
UNWIND $employers AS id
MATCH (n:Employer {id: id})
RETURN id, COLLECT { MATCH (n)<-[:WORKED_AT]-(p) RETURN p.id } AS others
UNION ALL
UNWIND $schools AS id
MATCH (n:School {id: id})
RETURN id, COLLECT { MATCH (n)<-[:FROM]-(:Education)<-[:STUDIED]-(p) RETURN p.id } AS others
UNION ALL
UNWIND $degrees AS id
MATCH (n:Degree {id: id})
RETURN id, COLLECT { MATCH (n)<-[:OF]-(:Education)<-[:STUDIED]-(p) RETURN p.id } AS others
UNION ALL
UNWIND $fields AS id
MATCH (n:Field {id: id})
RETURN id, COLLECT { MATCH (n)<-[:IN]-(:Education)<-[:STUDIED]-(p) RETURN p.id } AS others
UNION ALL
UNWIND $projects AS id
MATCH (n:Project {id: id})
RETURN id, COLLECT { MATCH (n)<-[:BUILT]-(p) RETURN p.id } AS others
