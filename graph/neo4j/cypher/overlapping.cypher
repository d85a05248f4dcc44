// Reader.overlapping: the stints of others at the same employers in the same months, as far as the
// dates allow it, with the evidence of the edges that lead there.
//
// $person: one's id; $own: [{employer, from, to}] of one's stints, months at their widest. Ranges
// count both their ends. Which months are certain is said by the question's one rule for dates.
// DISTINCT: a stint of theirs that reaches into two of one's own comes once.
UNWIND $own AS mine
MATCH (:Employer {id: mine.employer})<-[a:AT]-(o:Role)<-[r:HELD]-(p:Person)
WHERE o.from_outer[0] <= mine.to AND o.to_outer[0] >= mine.from AND p.id <> $person
RETURN DISTINCT properties(p) AS person, properties(r) AS held, properties(o) AS role,
  [[properties(a), mine.employer]] AS places
