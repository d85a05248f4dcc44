// Who has this stack: everyone who may satisfy all clauses, and what they have of each need.
//
// $first: whom to look at, by the rarest clause: ids of its skills, employers, degrees and fields,
//   its places, or everyone ([true], else []).
// $rest: ids of the further skills, employers, degrees and fields; [] where there are none, else
//   one list of ids, so that nobody is looked at twice without need.
// $needs: {nodes, places, months, since (YYYY-MM or ''), current, plain, exact} in order; exact is
//   where months are the server's own (skills and employers).
// $clauses: each is satisfied by one of its literals: i for needs[i - 1], -i for its absence.
//
// A tie is [node, months, last, current, start, end]. Months of one tie are exact; the sum over
// several is never less than their union. So nobody who satisfies the question is left out, and
// what is still open (null) comes back as ties and is decided by the caller.
CALL () {
  UNWIND $first.skills AS id
  MATCH (:Skill {id: id})<-[r:HAS_SKILL]-(p)
  RETURN p, [id, r.months, r.last, r.current, r.from_months, r.to_months] AS tie
  UNION ALL
  UNWIND $first.employers AS id
  MATCH (:Employer {id: id})<-[r:WORKED_AT]-(p)
  RETURN p, [id, r.months, r.last, r.current, r.from_months, r.to_months] AS tie
  UNION ALL
  UNWIND $first.degrees AS id
  MATCH (:Degree {id: id})<-[:OF]-(e)<-[:STUDIED]-(p)
  RETURN p, [id, null, coalesce(e.end, e.start), e.current, e.start, e.end] AS tie
  UNION ALL
  UNWIND $first.fields AS id
  MATCH (:Field {id: id})<-[:IN]-(e)<-[:STUDIED]-(p)
  RETURN p, [id, null, coalesce(e.end, e.start), e.current, e.start, e.end] AS tie
  UNION ALL
  UNWIND $first.places AS place
  MATCH (p:Person {location: place})
  RETURN p, null AS tie
  UNION ALL
  UNWIND $first.everyone AS one
  MATCH (p:Person)
  RETURN p, null AS tie
}
WITH p, collect(tie) AS known
WITH p, known + COLLECT {
  UNWIND $rest.skills AS ids
  MATCH (p)-[r:HAS_SKILL]->(n)
  WHERE n.id IN ids
  RETURN [n.id, r.months, r.last, r.current, r.from_months, r.to_months] AS tie
  UNION ALL
  UNWIND $rest.employers AS ids
  MATCH (p)-[r:WORKED_AT]->(n)
  WHERE n.id IN ids
  RETURN [n.id, r.months, r.last, r.current, r.from_months, r.to_months] AS tie
  UNION ALL
  UNWIND $rest.degrees AS ids
  MATCH (p)-[:STUDIED]->(e)-[:OF]->(n)
  WHERE n.id IN ids
  RETURN [n.id, null, coalesce(e.end, e.start), e.current, e.start, e.end] AS tie
  UNION ALL
  UNWIND $rest.fields AS ids
  MATCH (p)-[:STUDIED]->(e)-[:IN]->(n)
  WHERE n.id IN ids
  RETURN [n.id, null, coalesce(e.end, e.start), e.current, e.start, e.end] AS tie
} AS known
WITH p, [need IN $needs | [need, [tie IN known WHERE tie[0] IN need.nodes]]] AS found
WITH p, found, [one IN found |
  CASE
    WHEN one[0].places IS NOT NULL THEN coalesce(p.location IN one[0].places, false)
    WHEN size(one[1]) = 0 THEN false
    WHEN one[0].plain THEN true
    WHEN one[0].current AND none(tie IN one[1] WHERE coalesce(tie[3], false)) THEN false
    WHEN one[0].since <> '' AND
      none(tie IN one[1] WHERE left(coalesce(tie[2], '') + '-01', 7) >= one[0].since) THEN false
    WHEN NOT one[0].exact THEN null
    WHEN reduce(sum = 0, tie IN one[1] | sum + coalesce(tie[1], 0)) < one[0].months THEN false
    WHEN size(one[1]) = 1 OR one[0].months = 0 THEN true
    ELSE null
  END
] AS has
WHERE all(clause IN $clauses WHERE
  any(one IN clause WHERE coalesce(has[abs(one) - 1] = (one > 0), true)))
RETURN p.id AS person, [i IN range(0, size(has) - 1) |
  CASE
    WHEN NOT has[i] THEN -1
    WHEN found[i][0].places IS NOT NULL THEN 0
    WHEN found[i][0].exact AND size(found[i][1]) = 1 THEN coalesce(found[i][1][0][1], 0)
    ELSE found[i][1]
  END
] AS have
