-- The database of a workshop as Charrette 0.1 wrote it, before its migrations were run by Kysely.
-- The facilitator's token: Mvyluw62JD1yOaM3v_307eTyyZE1Nye2; the secret of the shared page: HZVGJy1LO7JhfkQDu_L53_z0hEulByDr.
CREATE TABLE migration (number INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT;
CREATE TABLE workshop (
		id TEXT PRIMARY KEY,
		join_code TEXT NOT NULL UNIQUE,
		version INTEGER NOT NULL,
		state TEXT NOT NULL
	) STRICT, WITHOUT ROWID;
CREATE TABLE grant_hash (
		hash BLOB PRIMARY KEY,
		purpose TEXT NOT NULL CHECK (purpose IN ('token', 'link')),
		workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
		role TEXT NOT NULL,
		participant TEXT,
		created_at INTEGER NOT NULL,
		revoked_at INTEGER
	) STRICT, WITHOUT ROWID;
CREATE TABLE snapshot (
		id TEXT PRIMARY KEY,
		board TEXT NOT NULL,
		name TEXT NOT NULL,
		at INTEGER NOT NULL,
		crc INTEGER NOT NULL,
		bytes BLOB NOT NULL
	, cause TEXT NOT NULL DEFAULT 'named', about TEXT, print TEXT) STRICT;
CREATE TABLE vote_round (
		id TEXT PRIMARY KEY,
		workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
		budget INTEGER NOT NULL,
		per_card INTEGER NOT NULL,
		is_open INTEGER NOT NULL
	) STRICT, WITHOUT ROWID;
CREATE TABLE dot (
		round TEXT NOT NULL REFERENCES vote_round (id) ON DELETE CASCADE,
		voter TEXT NOT NULL,
		number INTEGER NOT NULL CHECK (number >= 1),
		board TEXT NOT NULL,
		card TEXT NOT NULL,
		slot INTEGER NOT NULL CHECK (slot >= 1),
		PRIMARY KEY (round, voter, number),
		UNIQUE (round, voter, board, card, slot)
	) STRICT, WITHOUT ROWID;
CREATE TABLE vote_result (
		round TEXT PRIMARY KEY REFERENCES vote_round (id) ON DELETE CASCADE,
		result TEXT NOT NULL
	) STRICT, WITHOUT ROWID;
CREATE TABLE share (
		id TEXT PRIMARY KEY,
		secret_hash BLOB NOT NULL UNIQUE,
		workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
		title TEXT NOT NULL,
		created_at INTEGER NOT NULL,
		until INTEGER NOT NULL,
		revoked_at INTEGER,
		page BLOB
	, authors INTEGER) STRICT;
CREATE TABLE log (
		seq INTEGER PRIMARY KEY, room TEXT NOT NULL, at INTEGER NOT NULL, form INTEGER NOT NULL, crc INTEGER NOT NULL,
		bytes BLOB NOT NULL, retired INTEGER
	);
CREATE TABLE claim (
		room TEXT NOT NULL, client INTEGER NOT NULL, owner TEXT NOT NULL, PRIMARY KEY (room, client)
	) WITHOUT ROWID;
CREATE TABLE touch (
		seq INTEGER PRIMARY KEY, room TEXT NOT NULL, at INTEGER NOT NULL, record TEXT NOT NULL, aspect TEXT NOT NULL,
		owner TEXT NOT NULL
	);
INSERT INTO migration (number, applied_at) VALUES (1, 1795702602201);
INSERT INTO migration (number, applied_at) VALUES (2, 1795702602201);
INSERT INTO migration (number, applied_at) VALUES (3, 1795702602201);
INSERT INTO migration (number, applied_at) VALUES (4, 1795702602201);
INSERT INTO migration (number, applied_at) VALUES (5, 1795702602201);
INSERT INTO migration (number, applied_at) VALUES (6, 1795702602201);
INSERT INTO workshop (id, join_code, version, state) VALUES ('workshop1', 'ABC234', 1, '{"id":"workshop1","version":1,"title":"城市创新","locale":"en","locales":["en"],"cities":[],"joinCode":"ABC234","createdAt":1,"sessions":[],"participants":[],"spotlight":null,"gathering":null,"session":"","projection":null,"timer":null,"message":null,"isAnonymous":false,"removed":[]}');
INSERT INTO grant_hash (hash, purpose, workshop, role, participant, created_at, revoked_at) VALUES (x'5508536b7eeeca3e7bdd36b5fdbd2ca5e806e4a9686fe82e4c1247119b5dfd68', 'token', 'workshop1', 'facilitator', NULL, 1795702602220, NULL);
INSERT INTO snapshot (id, board, name, at, crc, bytes, cause, about, print) VALUES ('snapshot1', 'board1', 'Noon', 10, 633470670, x'6360607ec9cfcdcdc8c8c6c7c800c60ce2ea0c1a8cea0c2c0c6874076369516a727e514a7171466241aa55624965416a6e6a49a25e626949467e51496a45897362518a42228ab2245cca92509425e35296eccec0c2cdc2864c723332303043311b2313083239b230f23394b3242716a5943327e6256267320000', 'named', '{}', 'p');
INSERT INTO vote_round (id, workshop, budget, per_card, is_open) VALUES ('round1', 'workshop1', 3, 2, 0);
INSERT INTO dot (round, voter, number, board, card, slot) VALUES ('round1', 'ana', 1, 'board1', 'shape:a', 1);
INSERT INTO dot (round, voter, number, board, card, slot) VALUES ('round1', 'ana', 2, 'board1', 'shape:a', 2);
INSERT INTO vote_result (round, result) VALUES ('round1', '{"round":"round1","cards":[]}');
INSERT INTO share (id, secret_hash, workshop, title, created_at, until, revoked_at, page, authors) VALUES ('share1', x'afbd55e02ec90efeb5a34d257b0c3a81f26541721cc2a045a82b79f578b76131', 'workshop1', 'Result', 1, 9000000000000, NULL, x'789cb329b02b484c4fb5d12fb00300165203a1', 1);
INSERT INTO log (seq, room, at, form, crc, bytes, retired) VALUES (1, 'board:board1', 1795702602302, 0, 743885184, x'0105e907002701077265636f7264730773686170653a61012800e907000474797065017704636172642800e907000b6d6574612e617574686f72017703616e612700e907000474657874020400e907030643617264206100', 4);
INSERT INTO log (seq, room, at, form, crc, bytes, retired) VALUES (2, 'board:board1', 1795702602308, 0, 1053522788, x'0105e9070a2701077265636f7264730773686170653a62012800e9070a0474797065017704636172642800e9070a0b6d6574612e617574686f72017703616e612700e9070a0474657874020400e9070d0643617264206200', 4);
INSERT INTO log (seq, room, at, form, crc, bytes, retired) VALUES (3, 'board:board1', 1795702602312, 0, 705591657, x'0105e907142701077265636f7264730773686170653a63012800e907140474797065017704636172642800e907140b6d6574612e617574686f72017703616e612700e907140474657874020400e907170643617264206300', 4);
INSERT INTO log (seq, room, at, form, crc, bytes, retired) VALUES (4, 'board:board1', 1795702602320, 1, 633470670, x'6360607ec9cfcdcdc8c8c6c7c800c60ce2ea0c1a8cea0c2c0c6874076369516a727e514a7171466241aa55624965416a6e6a49a25e626949467e51496a45897362518a42228ab2245cca92509425e35296eccec0c2cdc2864c723332303043311b2313083239b230f23394b3242716a5943327e6256267320000', NULL);
INSERT INTO log (seq, room, at, form, crc, bytes, retired) VALUES (5, 'board:board1', 1795702602321, 0, 664199945, x'010fe907002701077265636f7264730773686170653a61012800e907000474797065017704636172642800e907000b6d6574612e617574686f72017703616e612700e907000474657874020400e90703064361726420612701077265636f7264730773686170653a62012800e9070a0474797065017704636172642800e9070a0b6d6574612e617574686f72017703616e612700e9070a0474657874020400e9070d064361726420622701077265636f7264730773686170653a63012800e907140474797065017704636172642800e907140b6d6574612e617574686f72017703616e612700e907140474657874020400e907170643617264206300', NULL);
INSERT INTO claim (room, client, owner) VALUES ('board:board1', 1001, 'ana');
INSERT INTO touch (seq, room, at, record, aspect, owner) VALUES (1, 'board:board1', 5, 'shape:a', 'words', 'ana');
INSERT INTO touch (seq, room, at, record, aspect, owner) VALUES (2, 'board:board1', 5, 'shape:a', 'words', 'ana');
INSERT INTO touch (seq, room, at, record, aspect, owner) VALUES (3, 'board:board1', 5, 'shape:a', 'words', 'ana');
CREATE INDEX grant_hash_by_workshop ON grant_hash (workshop);
CREATE INDEX snapshot_by_board ON snapshot (board, at);
CREATE INDEX vote_round_by_workshop ON vote_round (workshop);
CREATE TRIGGER dot_given BEFORE INSERT ON dot BEGIN
		SELECT raise(ABORT, 'the round is not open')
			WHERE NOT EXISTS (SELECT 1 FROM vote_round WHERE id = new.round AND is_open = 1);
		SELECT raise(ABORT, 'the dots are more than the budget')
			WHERE new.number > (SELECT budget FROM vote_round WHERE id = new.round);
		SELECT raise(ABORT, 'the dots are more than a card may have')
			WHERE new.slot > (SELECT per_card FROM vote_round WHERE id = new.round);
	END;
CREATE TRIGGER dot_taken_back BEFORE DELETE ON dot BEGIN
		SELECT raise(ABORT, 'the round is not open') WHERE (SELECT is_open FROM vote_round WHERE id = old.round) = 0;
	END;
CREATE TRIGGER dot_changed BEFORE UPDATE ON dot BEGIN SELECT raise(ABORT, 'a dot never changes'); END;
CREATE TRIGGER vote_ended BEFORE UPDATE ON vote_round BEGIN
		SELECT raise(ABORT, 'the round has ended') WHERE old.is_open = 0 AND new.is_open = 1;
		SELECT raise(ABORT, 'the rules never change') WHERE old.budget <> new.budget OR old.per_card <> new.per_card;
	END;
CREATE INDEX share_by_workshop ON share (workshop, created_at);
CREATE INDEX snapshot_by_cause ON snapshot (cause, at);
CREATE INDEX log_by_room ON log (room, seq);
CREATE INDEX touch_by_room ON touch (room, at);
