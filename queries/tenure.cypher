// What people did and know, one row a person, with the evidence of every edge.
// $people: ids of people. Also the ground of what named people share, and of one's own side of
// similar, colleagues and path.
UNWIND $people AS id
MATCH (p:Person {id: id})
RETURN
  properties(p) AS person,
  COLLECT {
    MATCH (p)-[r:HAS_SKILL|WORKED_AT]->(n)
    RETURN [type(r), n.id, properties(r)]
  } AS derived,
  COLLECT {
    MATCH (p)-[r:BUILT]->(n:Project)
    RETURN [properties(r), properties(n)]
  } AS built,
  COLLECT {
    MATCH (p)-[r:STUDIED]->(e:Education)-[x:OF|IN|FROM]->(n)
    RETURN [properties(r), properties(e), type(x), n.id, properties(x)]
  } AS studied,
  COLLECT {
    MATCH (p)-[r:HELD]->(o:Role)
    RETURN [
      properties(r),
      properties(o),
      COLLECT { MATCH (o)-[a:AT]->(e:Employer) RETURN [properties(a), e.id] }
    ]
  } AS held
