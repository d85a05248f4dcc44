// Who uses what a person knows, or what is near it: of each of these concepts its people, in the
// same order for how many months and until when. 0 and '' stand for what is not dated.
//
// $ids: the concepts, each once. A person's score is made of these numbers alone.
UNWIND $ids AS id
MATCH (:Skill {id: id})<-[r:HAS_SKILL]-(p)
RETURN id, collect(p.id) AS people, collect(coalesce(r.months, 0)) AS months,
  collect(coalesce(r.last, '')) AS last
