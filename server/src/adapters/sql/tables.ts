import type { Generated } from 'kysely'

/**
 * The tables that are queried with Kysely, the same in SQLite and PostgreSQL. Each database creates
 * its own (`migrations.ts`).
 */
export interface Tables {
	workshop: { id: string; join_code: string; version: number; state: string }
	snapshot: {
		id: string
		board: string
		name: string
		at: number
		cause: string
		/** JSON. */
		about: string | null
		print: string | null
		crc: number
		bytes: Buffer
	}
	share: {
		id: string
		secret_hash: Buffer
		workshop: string
		title: string
		/** 0 or 1; null in rows of earlier releases. */
		authors: number | null
		created_at: number
		until: number
		revoked_at: number | null
		/** The origin whose pages may embed it; null if none may. */
		embedded_in: string | null
		/** The page, deflated; null after the share has ended. */
		page: Buffer | null
	}
	vote_round: { id: string; workshop: string; budget: number; per_card: number; is_open: number }
	dot: { round: string; voter: string; number: number; board: string; card: string; slot: number }
	reaction: { workshop: string; person: string; board: string; card: string; emoji: string }
	translation: { workshop: string; target: string; hash: string; source: string; text: string; at: number }
	vote_result: { round: string; result: string }
	/**
	 * Earlier releases wrote a column `revoked_at`. Removed participants are now marked only in the
	 * workshop.
	 */
	grant_hash: {
		hash: Buffer
		/** A token authenticates requests; a link's secret is exchanged for a token. */
		purpose: 'token' | 'link'
		workshop: string
		role: string
		participant: string | null
		created_at: number
		/** The public id of a link; null in tokens. */
		id: string | null
		/** The link of a token; null in links and for participants. */
		link: string | null
		/** The last use, in ms; set at most hourly. */
		used_at: number | null
	}
	/** `link` is the link to which the device's token will belong. */
	device_link: { hash: Buffer; workshop: string; role: string; link: string | null; until: number }
	deleted_workshop: { id: string; boards: string; at: number }
	practice: { id: string; workshop: string; revision: number; created_at: number; state: string }
	/** `state` is JSON. */
	collection: { id: string; workshop: string; revision: number; created_at: number; state: string }
	practice_version: { practice: string; version: number; at: number; content: string }
	/**
	 * `workshop` is null for practices of other servers and of deleted workshops. `origin` is null
	 * for practices of this server.
	 */
	listed_practice: {
		id: string
		version: number
		visibility: string
		workshop: string | null
		/** JSON. */
		origin: string | null
		at: number
		adoptions: number
		/** Number of reports beyond the limit, which are only counted. */
		more_reports: Generated<number>
	}
	practice_report: { id: string; practice: string; at: number; reason: string; text: string }
	/** `signed` is JSON: the practice as its server signed it. */
	received_practice: { practice: string; signed: string; bytes: number }
	/** `state` is JSON. */
	followed_feed: { url: string; state: string }
	/** Practices of other servers that the host withdrew. */
	/** Servers of which nothing is accepted, by their keys. */
	blocked_server: { key: string; url: string | null; at: number }
	blocked_practice: { id: string; at: number }
	/** See the migration. */
	exchange_notice: {
		id: string
		seq: number
		kind: 'adoption' | 'withdrawal' | 'question' | 'answer'
		practice: string
		key: string
		/** The key of the practice's server; of an answer, that of the asking one (empty for this). */
		giver: string
		version: number
		revision: number
		at: number
		is_offered: number
		workshop: string | null
		/** JSON: what an adopting city shows, the reason of a withdrawal, a question or an answer. */
		content: string | null
		/** JSON: the notice as another server signed it. */
		signed: string | null
	}
	practice_facet: { practice: string; name: string; value: string }
	practice_text: { id: Generated<number>; practice: string; locale: string }
	/** Only in PostgreSQL, as is `image_file`. The `width` of the full image's file is 0. */
	image: { id: string; type: string; used_at: number; is_aside: number }
	image_file: { image: string; width: number; bytes: Buffer }
	/** The migrations that `runMigrations` has applied. */
	kysely_migration: { name: string }
	/** Only read through Kysely; see `logRows.ts`. */
	log: { seq: number; room: string; at: number; form: number; bytes: Buffer }
	/**
	 * The host's list: one row for each workshop. `sort_title` is the folded title, `version` the
	 * version of the workshop that the row shows.
	 */
	workshop_summary: {
		id: string
		version: number
		title: string
		sort_title: string
		created_at: number
		changed_at: number
		people: number
		boards: number
		bytes: number
		is_closed: number
		/** The time when the host kept the workshop; 0 for never. */
		kept_at: Generated<number>
	}
	board_size: { board: string; workshop: string; bytes: number; changed_at: number }
	usage_day: { day: string; people: number; edits: number; workshops: number }
	/** Settings of the host, and the last log row that was measured. */
	host_value: { name: string; value: string }
	/** One row; see `probe`. */
	write_probe: { id: number; writes: number }
	search_change: { name: string; changes: number }
	indexed_board: { id: string; workshop: string; is_open: number; place: string }
	board_card: {
		id: Generated<number>
		board: string
		card: string
		kind: string
		category: string | null
		city: string
		text: string
		/** JSON. */
		solutions: string
	}
	adoption: {
		id: string
		/** Empty for a solution. */
		practice: string
		workshop: string
		/** The workshop of an adopted solution; null for a practice. */
		giver: string | null
		board: string
		revision: number
		created_at: number
		state: string
	}
}
