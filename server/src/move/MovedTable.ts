/** The tables of the two databases, and what a move does with each of them (MOVE2). */

/** A value of a row, the same in both databases. */
export type MovedValue = string | number | Buffer | null
export type MovedRow = Record<string, MovedValue>

/** A table that a move copies row by row. */
export interface MovedTable {
	name: string
	/** Columns that both databases have. */
	columns: readonly string[]
	/** The columns whose values are unique and order the rows, by bytes in both databases. */
	key: readonly string[]
	/** The column by whose values rows are compared, such as a room; without one, all at once. */
	group?: string
	/** The column with most bytes, of which a page of rows has a limited number. */
	heavy?: string
}

function table(name: string, columns: string, more: Partial<Omit<MovedTable, 'name' | 'columns'>> = {}): MovedTable {
	const names = columns.split(' ')
	return { name, columns: names, key: names.slice(0, 1), ...more }
}

/** In an order in which a row follows those that it refers to. */
export const MOVED_TABLES: readonly MovedTable[] = [
	table('workshop', 'id join_code version state', { heavy: 'state' }),
	// Links before the tokens that refer to them.
	table('grant_hash', 'purpose hash workshop role participant created_at id link used_at', {
		key: ['purpose', 'hash'],
		group: 'workshop',
	}),
	table('device_link', 'hash workshop role link until', { group: 'workshop' }),
	// The row id orders versions of the same time.
	table('snapshot', 'id rowid board name at cause about print crc bytes', { group: 'board', heavy: 'bytes' }),
	table('vote_round', 'id workshop budget per_card is_open', { group: 'workshop' }),
	table('dot', 'round voter number board card slot', { key: ['round', 'voter', 'number'], group: 'round' }),
	table('vote_result', 'round result', { heavy: 'result' }),
	table('share', 'id secret_hash workshop title authors created_at until revoked_at embedded_in page', {
		group: 'workshop',
		heavy: 'page',
	}),
	table('log', 'room seq at form crc retired bytes', { key: ['room', 'seq'], group: 'room', heavy: 'bytes' }),
	table('ended_log', 'room'),
	table('claim', 'room client owner', { key: ['room', 'client'], group: 'room' }),
	table('touch', 'seq room at record aspect owner', { group: 'room' }),
	table('quarantined_row', 'seq room at form crc bytes', { group: 'room', heavy: 'bytes' }),
	table('deleted_workshop', 'id boards at'),
	table('practice', 'id workshop revision created_at state', { group: 'workshop', heavy: 'state' }),
	table('practice_version', 'practice version at content', { key: ['practice', 'version'], heavy: 'content' }),
	table('listed_practice', 'id version visibility workshop origin at adoptions more_reports'),
	table('received_practice', 'practice signed bytes', { heavy: 'signed' }),
	table('practice_report', 'id practice at reason text'),
	table('adoption', 'id practice workshop giver board revision created_at state', { heavy: 'state' }),
	table('followed_feed', 'url state', { heavy: 'state' }),
	table('blocked_practice', 'id at'),
	table('blocked_server', 'key url at'),
	table('reaction', 'workshop person board card emoji', {
		key: ['workshop', 'person', 'board', 'card', 'emoji'],
		group: 'workshop',
	}),
	table('workshop_summary', 'id version title sort_title created_at changed_at people boards bytes is_closed kept_at'),
	table('board_size', 'board workshop bytes changed_at'),
	table('usage_day', 'day people edits workshops'),
	table('host_value', 'name value', { heavy: 'value' }),
	table('translation', 'workshop target hash source text at', {
		key: ['workshop', 'target', 'hash'],
		group: 'workshop',
		heavy: 'text',
	}),
	table('exchange_notice', 'id seq kind practice key giver version revision at is_offered workshop content signed', {
		heavy: 'content',
	}),
	table('collection', 'id workshop revision created_at state', { group: 'workshop', heavy: 'state' }),
	table('practice_translation', 'practice target hash source text at', {
		key: ['practice', 'target', 'hash'],
		group: 'practice',
		heavy: 'text',
	}),
]

/** Tables of search indexes, which are made anew from practices and boards. */
export const INDEX_TABLES = [
	'practice_facet',
	'practice_text',
	'practice_term',
	'practice_word',
	'indexed_board',
	'board_card',
	'board_card_term',
	'search_change',
] as const

/** Tables that say something of one database or its nodes, and stay behind. */
export const OWN_TABLES = [
	'kysely_migration',
	'kysely_migration_lock',
	'commit_mark',
	// Moved as a number (`MoveSide.logEnd`).
	'log_end',
	// Moved as images and as the signing key.
	'image',
	'image_file',
	'shared_value',
	'write_probe',
	'job',
	'node',
	'workshop_owner',
	'rate_limit',
] as const
