// Reader.matching: everyone who may satisfy all clauses, and what they have of each criterion.
//
// $nodes: the skills, employers, degrees and fields whose people are all looked at, as
//   {id, first, criteria}: first is true of the rarest clause, criteria are the numbers that it answers.
// $places, $everyone: whom to look at where the rarest clause is a place, or there is none ([true]).
// $must: numbers of criteria without which nobody satisfies all clauses, and which $nodes alone answer.
// $rest: what else people may have and too many have: [] where there is none, else one map a kind,
//   of ids, so that nobody is looked at twice without reason.
// $roles: [true] where a criterion asks for roles, else [].
// $criteria: {nodes, tied, places, languages, titles, latest, experience, months, since (YYYY-MM or ''),
//   current, plain, exact} in order; exact is where months are the server's own (skills and
//   employers), tied where nodes decide it.
// $clauses: each is satisfied by one of its literals: i for criteria[i - 1], -i for its absence.
//
// A tie is [one of $nodes, what says its dates]. Months of one tie are exact; the sum over several
// is never less than their union. So nobody who satisfies the question is left out. What one tie
// decides comes back as [node, months, last], a place, language or role as 0 and what is not met as
// -1; what asks more of roles than their name as 1, with the roles beside it, and what else is
// still open (null) as a list of [node, months, last, current, start, end, until, shares, counted,
// named], and is decided by the caller; as does every tie of which a long list leaves a part, for only
// some of its months count (graph/shares.py).
CALL () {
  UNWIND $everyone AS one
  MATCH (p:Person)
  RETURN p, [{first: true, criteria: []}, null] AS tie
  UNION ALL
  UNWIND $places AS place
  MATCH (p:Person {location: place})
  RETURN p, [{first: true, criteria: []}, null] AS tie
  UNION ALL
  UNWIND $nodes.fields AS one
  MATCH (:Field {id: one.id})<-[:IN]-(use)<-[:STUDIED]-(p)
  RETURN p, [one, use] AS tie
  UNION ALL
  UNWIND $nodes.degrees AS one
  MATCH (:Degree {id: one.id})<-[:OF]-(use)<-[:STUDIED]-(p)
  RETURN p, [one, use] AS tie
  UNION ALL
  UNWIND $nodes.schools AS one
  MATCH (:School {id: one.id})<-[:FROM]-(use)<-[:STUDIED]-(p)
  RETURN p, [one, use] AS tie
  UNION ALL
  UNWIND $nodes.employers AS one
  MATCH (:Employer {id: one.id})<-[use:WORKED_AT]-(p)
  RETURN p, [one, use] AS tie
  UNION ALL
  UNWIND $nodes.skills AS one
  MATCH (:Skill {id: one.id})<-[use:HAS_SKILL]-(p)
  RETURN p, [one, use] AS tie
}
// One row a person before anything else is read of them: whoever lacks a criterion that $nodes
// decides is dropped here, which for most stacks leaves few.
WITH p, collect(tie) AS known
WHERE any(tie IN known WHERE tie[0].first)
  AND all(i IN $must WHERE any(tie IN known WHERE i IN tie[0].criteria))
WITH p, known + COLLECT {
  UNWIND $rest.skills AS wanted
  MATCH (p)-[use:HAS_SKILL]->(n)
  WHERE wanted[n.id] IS NOT NULL
  RETURN [wanted[n.id], use] AS tie
  UNION ALL
  UNWIND $rest.employers AS wanted
  MATCH (p)-[use:WORKED_AT]->(n)
  WHERE wanted[n.id] IS NOT NULL
  RETURN [wanted[n.id], use] AS tie
  UNION ALL
  UNWIND $rest.degrees AS wanted
  MATCH (p)-[:STUDIED]->(use)-[:OF]->(n)
  WHERE wanted[n.id] IS NOT NULL
  RETURN [wanted[n.id], use] AS tie
  UNION ALL
  UNWIND $rest.fields AS wanted
  MATCH (p)-[:STUDIED]->(use)-[:IN]->(n)
  WHERE wanted[n.id] IS NOT NULL
  RETURN [wanted[n.id], use] AS tie
  UNION ALL
  UNWIND $rest.schools AS wanted
  MATCH (p)-[:STUDIED]->(use)-[:FROM]->(n)
  WHERE wanted[n.id] IS NOT NULL
  RETURN [wanted[n.id], use] AS tie
} AS known, COLLECT {
  UNWIND $roles AS asked
  MATCH (p)-[:HELD]->(r)
  RETURN r {.id, .name, .start, .end, .current, .until,
    .from_months, .to_months, .from_outer, .to_outer}
} AS roles
WITH p, roles, [i IN range(0, size($criteria) - 1) |
  [$criteria[i], [tie IN known WHERE i IN tie[0].criteria]]] AS found
WITH p, roles, found, [one IN found |
  CASE
    WHEN one[0].places IS NOT NULL THEN coalesce(p.location IN one[0].places, false)
    WHEN one[0].languages IS NOT NULL
      THEN any(language IN coalesce(p.languages, []) WHERE language IN one[0].languages)
    // A role without a name is called nothing: null would make it one of those that are asked for.
    WHEN one[0].titles IS NOT NULL
      AND none(role IN roles WHERE coalesce(role.name IN one[0].titles, false))
      THEN false
    WHEN NOT one[0].tied AND (one[0].latest OR NOT one[0].plain) THEN null
    WHEN NOT one[0].tied THEN true
    WHEN size(one[1]) = 0 THEN false
    WHEN one[0].plain THEN true
    // What a criterion fails for sure comes before what the server cannot decide.
    WHEN one[0].current AND none(tie IN one[1] WHERE coalesce(tie[1].current, false)) THEN false
    WHEN one[0].since <> '' AND none(tie IN one[1] WHERE
      // A bare year proves no more than its January: '2023' + '-01' against 'YYYY-MM'.
      left(coalesce(tie[1].last, tie[1].end, tie[1].start, '') + '-01', 7) >= one[0].since)
      THEN false
    WHEN NOT one[0].exact THEN null
    WHEN reduce(sum = 0, tie IN one[1] | sum + coalesce(tie[1].months, 0)) < one[0].months
      THEN false
    WHEN one[0].months = 0 THEN true
    WHEN size(one[1]) = 1 AND one[1][0][1].shares IS NULL THEN true
    ELSE null
  END
] AS has
WHERE all(clause IN $clauses WHERE
  any(one IN clause WHERE coalesce(has[abs(one) - 1] = (one > 0), true)))
RETURN p.id AS person, [i IN range(0, size(has) - 1) |
  CASE
    WHEN NOT has[i] THEN -1
    WHEN NOT found[i][0].tied THEN CASE WHEN has[i] THEN 0 ELSE 1 END
    WHEN found[i][0].exact AND size(found[i][1]) = 1
      AND found[i][1][0][1].shares IS NULL AND found[i][1][0][1].named IS NULL
      THEN [found[i][1][0][0].id, coalesce(found[i][1][0][1].months, 0), found[i][1][0][1].last]
    ELSE [tie IN found[i][1] | [
      tie[0].id, tie[1].months, coalesce(tie[1].last, tie[1].end, tie[1].start), tie[1].current,
      coalesce(tie[1].from_months, tie[1].start), coalesce(tie[1].to_months, tie[1].end),
      tie[1].until, tie[1].shares, tie[1].counted, tie[1].named]]
  END
] AS have,
CASE
  WHEN any(i IN range(0, size(has) - 1) WHERE has[i] IS NULL AND NOT found[i][0].tied) THEN roles
  ELSE []
END AS roles
