// Reader.totals of skills: how many people have each, for how many months together, from when to
// when. HAS_SKILL is one edge a person, so that the edges count the people.
//
// Of last dates that one is told which may lie furthest: of 2024 and 2024-05 the year, whose last
// month is December; of equal ones the more precise.
MATCH (n:Skill)<-[r:HAS_SKILL]-()
RETURN n.id AS id, count(r) AS people,
  CASE WHEN count(r.months) > 0 THEN sum(r.months) END AS months,
  min(r.first) AS first,
  max(CASE WHEN r.last IS NOT NULL
    THEN [CASE size(r.last) WHEN 4 THEN r.last + '-12' ELSE left(r.last, 7) END, r.last]
  END)[1] AS last,
  count(CASE WHEN r.current THEN 1 END) > 0 AS current
