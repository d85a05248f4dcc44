// Who may be as like a person as $least asks: everyone whose ties to the person's concepts, and to
// what is near them, are worth so much together when each is worth its most.
//
// $near: [{id, most}] of the rarer of these concepts. Nobody reaches $least without one of them,
//   since the commoner ones together are not worth it; $enough is what is left to reach.
// $most: {id: most} of all these concepts; $ids: their ids; $latest: the graph's last month.
// $people: how many people at most, those first that promise most.
//
// most is what a concept is worth at most beside one of the person's; a tie is worth most times the
// strength of its use, by the question's own formula. A score never exceeds this sum: it matches
// every concept at most once, and rounds down.
UNWIND $near AS one
MATCH (:Skill {id: one.id})<-[:HAS_SKILL]-(p)
WITH p, sum(one.most) AS bound
WHERE bound * 1000 >= $enough
WITH p, bound ORDER BY bound DESC LIMIT $people
WITH p, COLLECT {
  MATCH (p)-[r:HAS_SKILL]->(n)
  WHERE n.id IN $ids
  WITH r, n, toInteger(left(r.last, 4)) * 12 AS year, toInteger(substring(r.last, 5, 2)) AS month
  WITH r, n, $latest - (year + coalesce(month, 12) - 1) AS age
  RETURN [n.id, r.id, r.months, r.last, CASE WHEN age < 0 THEN 0 ELSE age END] AS tie
} AS ties
WITH p, ties, reduce(sum = 0, tie IN ties | sum + $most[tie[0]] *
  ((1000 * (coalesce(tie[2], 0) + 12) / (coalesce(tie[2], 0) + 24)) *
  (500 + coalesce(60000 / (120 + tie[4]), 0)) / 1000)) AS bound
WHERE bound >= $least
RETURN p.id AS person, ties
