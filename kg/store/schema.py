"""The tables of `store.sqlite`, the part of a store from which everything else can be derived."""

from __future__ import annotations

FORMAT = 2
"""Version of the layout on disk; a store of another format is refused, never guessed at."""

APPLICATION_ID = 0x6B670001
"""Marks the SQLite file as a store of kg (the header's application id)."""

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row an article. `state`: pending (still to be mapped, checked and loaded), accepted, or refused (set aside as a
-- whole). `in_graph`: the graph may hold quads of it. `written`: digest of those that it holds, once it has a verdict.
CREATE TABLE document (
    id TEXT PRIMARY KEY, content BLOB NOT NULL, digest TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('article', 'facts')), input_digest TEXT NOT NULL, engine TEXT NOT NULL,
    source TEXT NOT NULL, run INTEGER NOT NULL, state TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'refused')),
    in_graph INTEGER NOT NULL DEFAULT 0, written TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX document_pending ON document (state) WHERE state = 'pending';

-- The entities of each article, with what identity compares and the IRI path that it assigned. `alone`: the path
-- depends on no other entity, unless a decision names one of its block.
CREATE TABLE member (
    document TEXT NOT NULL, local TEXT NOT NULL, block TEXT NOT NULL, alone INTEGER NOT NULL, data BLOB NOT NULL,
    type TEXT NOT NULL, names BLOB NOT NULL, gpe INTEGER NOT NULL, path TEXT,
    PRIMARY KEY (document, local)
) WITHOUT ROWID;
CREATE INDEX member_block ON member (block);
CREATE INDEX member_path ON member (path);
CREATE TABLE stale_block (block TEXT PRIMARY KEY) WITHOUT ROWID;

-- The log of decisions on who is who (JSON), which is only ever added to, and the blocks that each is about.
CREATE TABLE decision (sequence INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TRIGGER decision_is_not_changed BEFORE UPDATE ON decision
BEGIN SELECT raise(ABORT, 'the log of decisions is only added to'); END;
CREATE TRIGGER decision_is_not_removed BEFORE DELETE ON decision
BEGIN SELECT raise(ABORT, 'the log of decisions is only added to'); END;
CREATE TABLE decision_side (block TEXT NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (block, sequence))
WITHOUT ROWID;

-- What follows from them: decisions that weightier ones contradict (their numbers as JSON), and what they say of an
-- entity beside who it is (JSON).
CREATE TABLE resting (sequence INTEGER PRIMARY KEY, because BLOB NOT NULL);
CREATE TABLE decided (path TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;

-- Every entity and role. `written`: digest of what the entity graph holds of it, NULL if nothing, empty if it is not
-- known what.
CREATE TABLE entity (path TEXT PRIMARY KEY, stale INTEGER NOT NULL, written TEXT) WITHOUT ROWID;
CREATE INDEX entity_stale ON entity (stale) WHERE stale;

-- The titles that accepted positions name, with the IRI path of the role that each is.
CREATE TABLE role_use (document TEXT NOT NULL, path TEXT NOT NULL, title TEXT NOT NULL, PRIMARY KEY (document, path))
WITHOUT ROWID;
CREATE INDEX role_use_path ON role_use (path);

-- The sketches of the articles' texts. `rank` orders the articles of one hash; the first stands for them. `same`: NULL
-- not yet compared, 0 another text than that of the first, 1 one text with it, 2 the first itself.
CREATE TABLE shingle (
    hash INTEGER NOT NULL, rank INTEGER NOT NULL, document TEXT NOT NULL, same INTEGER,
    PRIMARY KEY (hash, rank, document)
) WITHOUT ROWID;
CREATE INDEX shingle_document ON shingle (document);
CREATE INDEX shingle_undecided ON shingle (document) WHERE same IS NULL;
CREATE INDEX shingle_same ON shingle (hash) WHERE same = 1;

-- The articles that share their text with others, the original among them; and those to be looked at again.
CREATE TABLE copy (document TEXT PRIMARY KEY, original TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX copy_original ON copy (original);
CREATE TABLE stale_copy (document TEXT PRIMARY KEY) WITHOUT ROWID;

-- Candidates by type; accepted + set aside are all facts that the article's facts document holds.
CREATE TABLE fact_count (
    document TEXT NOT NULL, type TEXT NOT NULL, accepted INTEGER NOT NULL, set_aside INTEGER NOT NULL,
    PRIMARY KEY (document, type)
) WITHOUT ROWID;

-- What the gate or the reader refused (severity violation) or remarked on (warning). `element`: fact, mention, entity
-- or document; `number`: its place in its list, from 0.
CREATE TABLE finding (
    document TEXT NOT NULL, element TEXT NOT NULL, number INTEGER NOT NULL, ordinal INTEGER NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('violation', 'warning')), stage TEXT NOT NULL, type TEXT NOT NULL,
    shape TEXT, reason_en TEXT NOT NULL, reason_ko TEXT NOT NULL, start INTEGER, stop INTEGER, candidate TEXT NOT NULL,
    PRIMARY KEY (document, element, number, ordinal)
) WITHOUT ROWID;

CREATE TABLE unread (
    source TEXT PRIMARY KEY, reason_en TEXT NOT NULL, reason_ko TEXT NOT NULL, run INTEGER NOT NULL
) WITHOUT ROWID;

-- Articles that were retracted, with the state that stays out until it is brought back or another one comes in; and
-- the articles that are gone from the ledger but of which the graph may still hold something.
CREATE TABLE retracted (
    document TEXT PRIMARY KEY, digest TEXT NOT NULL, origin TEXT NOT NULL, input_digest TEXT NOT NULL,
    engine TEXT NOT NULL, source TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE leaving (document TEXT PRIMARY KEY) WITHOUT ROWID;

-- What follows is a log beside the dataset: nothing of it is hashed. `command`: what was run; `note`: why;
-- `decisions`: the number of the last decision that it took into account.
CREATE TABLE run (
    number INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, version TEXT NOT NULL, settings TEXT NOT NULL,
    command TEXT NOT NULL, note TEXT NOT NULL, decisions INTEGER NOT NULL
);

-- What runs changed of the graph, which is only ever added to. Of an article: the digest of its facts document (NULL:
-- it is gone), whether it was accepted, and the numbers of the facts set aside (JSON). Of an entity: what the entity
-- graph says of it (JSON pairs of predicate and value; NULL: it is gone). Of a member: its path before and after.
CREATE TABLE article_log (
    number INTEGER PRIMARY KEY, run INTEGER NOT NULL, document TEXT NOT NULL, digest TEXT,
    accepted INTEGER NOT NULL, aside BLOB NOT NULL
);
CREATE INDEX article_log_document ON article_log (document, number);
CREATE INDEX article_log_run ON article_log (run);
CREATE TRIGGER article_log_is_not_changed BEFORE UPDATE ON article_log
BEGIN SELECT raise(ABORT, 'the log of articles is only added to'); END;
CREATE TRIGGER article_log_is_not_removed BEFORE DELETE ON article_log
BEGIN SELECT raise(ABORT, 'the log of articles is only added to'); END;
CREATE TABLE entity_log (number INTEGER PRIMARY KEY, run INTEGER NOT NULL, path TEXT NOT NULL, data BLOB);
CREATE INDEX entity_log_path ON entity_log (path, number);
CREATE INDEX entity_log_run ON entity_log (run);
CREATE TABLE move_log (
    number INTEGER PRIMARY KEY, run INTEGER NOT NULL, document TEXT NOT NULL, local TEXT NOT NULL,
    old TEXT NOT NULL, new TEXT NOT NULL
);
CREATE INDEX move_log_run ON move_log (run);

-- Facts documents that a later one replaced or that were retracted, by their digests.
CREATE TABLE past (digest TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID;
"""
