// Reader.ties and Reader.stints of people: what they did and know, one row a person, with the
// evidence of every edge.
//
// $people: ids of people. A person is read whole, some hundred values: whatever a question asks next
// of the same person is known by then, and the lists keep the five branches from multiplying.
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
