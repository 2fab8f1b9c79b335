/**
 * How ballots lie in SQLite: one row a dot, so that the tables themselves keep to a round's rules.
 *
 *     number   1 to the round's budget, each once for a voter
 *     slot     1 to as many as may lie on one card, each once for a voter and card
 *
 * Rows come and go while the round is open, and never change.
 */
export const CREATE_BALLOTS = `
	CREATE TABLE vote_round (
		id TEXT PRIMARY KEY,
		workshop TEXT NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
		budget INTEGER NOT NULL,
		per_card INTEGER NOT NULL,
		is_open INTEGER NOT NULL
	) STRICT, WITHOUT ROWID;
	CREATE INDEX vote_round_by_workshop ON vote_round (workshop);
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
	CREATE TABLE vote_result (
		round TEXT PRIMARY KEY REFERENCES vote_round (id) ON DELETE CASCADE,
		result TEXT NOT NULL
	) STRICT, WITHOUT ROWID;`
