"""The tables of the embedded graph, and views over them that any SQLite tool can read.

One row of ``documents`` is one file: its text and its Resume as JSON, evidence as spans into the
text. That is the truth, with ``corrections``, by which ``resume`` was made of what the reader said
(``as_read``, where a correction applies); ``mention_keys``, ``documents.person`` and ``names`` (a
full-text index of what each document names, folded, under the document's id) are kept beside it in
the same transaction, and everything else is projected when asked for. ``checksum`` is the CRC-32 of
what a document says (``SUMMED``): a disk that turns a letter over is found out.
"""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0x636F6D67  # "comg": how a SQLite file says that it is ours
VERSION: Final = 4
SUMMED: Final = ("key", "mention", "text", "resume || coalesce(as_read, '')")
"""In one with the Resume, for the sums of documents that were never corrected stay as they are."""

CORRECTIONS: Final = """
CREATE TABLE corrections (
  number  INTEGER PRIMARY KEY,
  mention TEXT NOT NULL REFERENCES documents (mention) ON DELETE CASCADE,
  field   TEXT NOT NULL,
  before  TEXT,
  after   TEXT,
  concept TEXT,
  lines   TEXT NOT NULL,
  start   INTEGER NOT NULL,
  "end"   INTEGER NOT NULL,
  sha256  TEXT NOT NULL,
  why     TEXT NOT NULL,
  made    TEXT NOT NULL,
  by      TEXT NOT NULL
);
CREATE INDEX corrections_by_mention ON corrections (mention);
"""

# What follows from the documents of each person (``packed``), who is no more (``gone``) and what is
# to be packed anew: people, and what documents no longer state (``stale``, ``unstated``). Triggers
# note that, for whoever writes a row may know nothing of what follows from it; they have no OR
# IGNORE, which the statement that sets them off would override.
PACKED: Final = """
CREATE TABLE packed (
  person     TEXT PRIMARY KEY,
  generation INTEGER NOT NULL,
  name       TEXT,
  location   TEXT,
  languages  TEXT NOT NULL,
  tally      BLOB NOT NULL,
  ties       BLOB NOT NULL,
  ranges     BLOB NOT NULL,
  stints     BLOB NOT NULL,
  owned      BLOB NOT NULL,
  checksum   INTEGER NOT NULL,
  facts      BLOB NOT NULL
);
CREATE INDEX packed_by_generation ON packed (generation);
CREATE TABLE codes (code INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE gone (person TEXT PRIMARY KEY, generation INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE stale (person TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE unpackable (key TEXT PRIMARY KEY, person TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE titles (title TEXT, person TEXT, PRIMARY KEY (title, person)) WITHOUT ROWID;
CREATE INDEX titles_by_person ON titles (person);
CREATE TABLE entries (
  sort TEXT, text TEXT, node TEXT, PRIMARY KEY (sort, text, node)
) WITHOUT ROWID;
CREATE INDEX entries_by_node ON entries (node);
CREATE TABLE stated (
  document INTEGER, organisation TEXT, said TEXT NOT NULL, PRIMARY KEY (document, organisation)
) WITHOUT ROWID;
CREATE INDEX stated_by_organisation ON stated (organisation);
CREATE TABLE unstated (number INTEGER PRIMARY KEY, organisation TEXT, said TEXT NOT NULL);
CREATE TABLE called (
  organisation TEXT, sort TEXT, text TEXT, times INTEGER NOT NULL,
  PRIMARY KEY (organisation, sort, text)
) WITHOUT ROWID;
CREATE TABLE also (other TEXT, organisation TEXT, PRIMARY KEY (other, organisation)) WITHOUT ROWID;
CREATE INDEX also_by_organisation ON also (organisation);
CREATE TABLE organisations (id TEXT PRIMARY KEY, head TEXT NOT NULL, name TEXT) WITHOUT ROWID;
CREATE INDEX organisations_by_head ON organisations (head);
INSERT OR IGNORE INTO stale SELECT person FROM documents;
CREATE TRIGGER documents_came AFTER INSERT ON documents
BEGIN INSERT INTO stale SELECT NEW.person EXCEPT SELECT person FROM stale; END;
CREATE TRIGGER documents_changed AFTER UPDATE OF key, mention, person, name, text, resume, as_read
ON documents
BEGIN
  INSERT INTO stale
    SELECT OLD.person UNION SELECT NEW.person EXCEPT SELECT person FROM stale;
END;
CREATE TRIGGER documents_went AFTER DELETE ON documents
BEGIN
  INSERT INTO stale SELECT OLD.person EXCEPT SELECT person FROM stale;
  INSERT INTO unstated (organisation, said)
    SELECT organisation, said FROM stated WHERE document = OLD.id;
  DELETE FROM stated WHERE document = OLD.id;
END;
"""

PACKED_TABLES: Final = (
    *("packed", "codes", "gone", "stale", "unpackable", "titles", "entries"),
    *("stated", "unstated", "called", "also", "organisations"),
)
"""The tables of ``PACKED``: all of them can be emptied, and made anew of the documents."""

# Trigrams, for ``search`` finds parts of words and misspelt ones. AUTOINCREMENT, for people go on
# speaking of a withdrawn decision by its number: no other may get it.
TABLES: Final = f"""
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

CREATE TABLE documents (
  id           INTEGER PRIMARY KEY,
  key          TEXT NOT NULL UNIQUE,
  path         TEXT NOT NULL,
  sha256       TEXT NOT NULL,
  media_type   TEXT NOT NULL,
  encoding     TEXT NOT NULL,
  as_of        TEXT NOT NULL,
  as_of_source TEXT NOT NULL,
  first_loaded TEXT NOT NULL,
  reader       TEXT NOT NULL,
  ontology     TEXT NOT NULL,
  mention      TEXT NOT NULL UNIQUE,
  person       TEXT NOT NULL,
  name         TEXT,
  text         TEXT NOT NULL,
  resume       TEXT NOT NULL,
  checksum     INTEGER,
  as_read      TEXT
);
CREATE INDEX documents_by_sha256 ON documents (sha256);
CREATE INDEX documents_by_person ON documents (person);

CREATE TABLE mention_keys (
  document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  key      TEXT NOT NULL,
  PRIMARY KEY (key, document)
) WITHOUT ROWID;
CREATE INDEX mention_keys_by_document ON mention_keys (document);

CREATE VIRTUAL TABLE names USING fts5 (folded, tokenize = 'trigram');

CREATE TABLE decisions (
  number  INTEGER PRIMARY KEY AUTOINCREMENT,
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different')),
  a       TEXT NOT NULL REFERENCES documents (mention) ON DELETE CASCADE,
  b       TEXT NOT NULL REFERENCES documents (mention) ON DELETE CASCADE,
  why     TEXT NOT NULL,
  made    TEXT NOT NULL,
  by      TEXT NOT NULL
);

{CORRECTIONS}
CREATE TABLE unread (key TEXT PRIMARY KEY, path TEXT NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE forgotten (hash TEXT PRIMARY KEY) WITHOUT ROWID;
{PACKED}"""

# A row that is no JSON would end every statement that looks into one: ``intact`` leaves it out.
# ``facts`` turns the paths of SQLite's JSON into JSON pointers. ``evidence`` counts lines as
# ``Document.line`` does, "\r\n" as one end: all "\n" and "\r", less the pairs counted twice.
VIEWS: Final = """
CREATE VIEW intact AS SELECT * FROM documents WHERE json_valid(resume);
CREATE VIEW people AS
SELECT person, min(name) AS name, count(*) AS documents, group_concat(key, ' | ') AS sources
FROM (SELECT person, name, key FROM documents ORDER BY key)
GROUP BY person;

CREATE VIEW roles AS
SELECT d.person, d.key AS document, w.key + 1 AS number,
       w.value ->> 'position' AS position, w.value ->> 'name' AS employer,
       w.value ->> 'startDate' AS start,
       coalesce(w.value ->> 'endDate', CASE WHEN json_extract(
         d.resume, '$.meta.commonground.evidence."/work/' || w.key || '/endDate"') IS NOT NULL
         THEN 'present' END) AS end
FROM intact d, json_each(d.resume, '$.work') w;

CREATE VIEW skills AS
SELECT d.person, d.key AS document, l.value ->> 'concept' AS concept,
       CASE WHEN l.key GLOB '/skills/*' THEN 'listed' ELSE 'used' END AS said,
       l.key AS pointer, l.value ->> 'reason' AS reason
FROM intact d, json_each(d.resume, '$.meta.commonground.links') l;

CREATE VIEW facts AS
SELECT d.person, d.key AS document,
       '/' || replace(replace(replace(replace(
         substr(f.fullkey, 3), '].', '/'), '[', '/'), ']', ''), '.', '/') AS pointer,
       f.atom AS value
FROM intact d, json_tree(json_remove(d.resume, '$.meta')) f
WHERE f.atom IS NOT NULL;

CREATE VIEW evidence AS
SELECT document, pointer,
       1 + length(before) - length(replace(before, char(10), ''))
         + length(replace(before, char(13, 10), '')) - length(replace(replace(
           before, char(13, 10), ''), char(13), '')) AS line,
       start, "end", substr(text, start + 1, "end" - start) AS quote, correction
FROM (
  SELECT d.key AS document, e.key AS pointer, d.text AS text,
         s.value ->> 0 AS start, s.value ->> 1 AS "end",
         d.resume ->> ('$.meta.commonground.corrections."' || e.key || '"') AS correction,
         substr(d.text, 1, s.value ->> 0) AS before
  FROM intact d, json_each(d.resume, '$.meta.commonground.evidence') e, json_each(e.value) s
);

CREATE VIEW unknown_terms AS
SELECT u.value ->> 'term' AS term, count(DISTINCT d.id) AS documents, count(*) AS mentions,
       min(u.value ->> 'reason') AS reason
FROM intact d, json_each(d.resume, '$.meta.commonground.unknown') u
GROUP BY u.value ->> 'term';
"""

# From version to version: what stands between them.
MIGRATIONS: Final = {
    1: "ALTER TABLE documents ADD COLUMN checksum INTEGER;",
    2: f"ALTER TABLE documents ADD COLUMN as_read TEXT;\n{CORRECTIONS}",
    3: PACKED,
}
