// Reader.rarest: the nodes that at least $least people are tied to, with how many each has:
// of employers, schools and projects, which nobody expects anybody to have, the $most with the
// fewest people; of concepts all, since their rarity also depends on what the ontology expects.
//
// HAS_SKILL, WORKED_AT and BUILT are one edge a person, so that the server's own count of a node's
// edges is the count of people; who studied may have two courses at one school.
//
// One row each: how many there are, and [id, people] of those that are told. The last row counts
// all people.
CALL () {
  MATCH (n:Employer)
  RETURN n.id AS id, COUNT { (n)<-[:WORKED_AT]-() } AS people
  UNION ALL
  MATCH (n:School)
  RETURN n.id AS id,
    COUNT { MATCH (n)<-[:FROM]-(:Education)<-[:STUDIED]-(p) RETURN DISTINCT p } AS people
  UNION ALL
  MATCH (n:Project)
  RETURN n.id AS id, COUNT { (n)<-[:BUILT]-() } AS people
}
WITH id, people WHERE people >= $least
ORDER BY people, id
WITH collect([id, people]) AS found
RETURN size(found) AS count, found[..$most] AS told
UNION ALL
CALL () {
  MATCH (n:Skill)
  RETURN n.id AS id, COUNT { (n)<-[:HAS_SKILL]-() } AS people
  UNION ALL
  MATCH (n:Degree)
  RETURN n.id AS id,
    COUNT { MATCH (n)<-[:OF]-(:Education)<-[:STUDIED]-(p) RETURN DISTINCT p } AS people
  UNION ALL
  MATCH (n:Field)
  RETURN n.id AS id,
    COUNT { MATCH (n)<-[:IN]-(:Education)<-[:STUDIED]-(p) RETURN DISTINCT p } AS people
}
WITH id, people WHERE people >= $least
WITH collect([id, people]) AS found
RETURN size(found) AS count, found AS told
UNION ALL
RETURN COUNT { (:Person) } AS count, [] AS told
