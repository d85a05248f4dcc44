// Everyone's stints at some employers, with the evidence of the edges that lead there.
// $employers: ids of employers. Whose months meet is decided by the one rule of the question.
UNWIND $employers AS id
MATCH (e:Employer {id: id})<-[a:AT]-(o:Role)<-[r:HELD]-(p:Person)
RETURN p.id AS person, properties(r) AS held, properties(o) AS role, [[properties(a), id]] AS places
