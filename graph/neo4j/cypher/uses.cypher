// Reader.uses: of each of these concepts its people, in the same order with which credit and until
// when. 0 and '' stand for what is not dated, since a list collects no null.
//
// $ids: the concepts, each once; $named: for how many months it counts that a skill is named, but
// where an edge says less, as one of a long list does. Three lists of plain values a concept, no map for each use: there
// may be a quarter of a million of them.
UNWIND $ids AS id
MATCH (:Skill {id: id})<-[r:HAS_SKILL]-(p)
RETURN id, collect(p.id) AS people,
  collect(coalesce(r.named, $named) + coalesce(r.counted, r.months, 0)) AS credits,
  collect(coalesce(r.last, '')) AS last
