import { sql } from 'kysely'

/**
 * The condition that a workshop was not used since a time in ms (HOST10), according to its row in
 * the host's list, which has to be up to date. For queries of `workshop` and `workshop_summary`.
 */
export function isUnusedSince(since: number) {
	return sql<boolean>`workshop_summary.version = workshop.version
		AND workshop_summary.changed_at < ${since} AND workshop_summary.kept_at < ${since}
		AND NOT EXISTS (SELECT 1 FROM grant_hash WHERE grant_hash.workshop = workshop.id AND grant_hash.used_at >= ${since})`
}

/** The rooms of a board have names that begin with one of these and the board's id. */
const PREFIXES = ['board:', 'private:']
/** Sorts after every character of the name of a room. */
const AFTER_NAMES = '~'

/**
 * The condition that nobody has edited a board of a workshop since a time in ms, according to the
 * logs: the host's list has such edits only after its next refresh. For queries of `workshop`.
 */
export function isUneditedSince(since: number) {
	const conditions = PREFIXES.map((prefix) => {
		const name = sql`${sql.lit(prefix)} || board_size.board`
		return sql<boolean>`NOT EXISTS (SELECT 1 FROM board_size, log WHERE board_size.workshop = workshop.id
			AND log.room >= ${name} AND log.room < ${name} || ${sql.lit(AFTER_NAMES)} AND log.at >= ${since})`
	})
	return sql<boolean>`${sql.join(conditions, sql` AND `)}`
}
