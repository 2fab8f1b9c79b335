import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { sql } from 'kysely'
import type { Finding } from '../../ports/Integrity.ts'
import type { SqlDatabase } from '../sql/SqlDatabase.ts'
import type { KnownRecords } from './checkWorkshops.ts'

/**
 * Checks that no voter has more dots than the rules of a vote allow, and that results can be read.
 */
export async function* checkVotes({ db }: SqlDatabase, { rounds, isComplete }: KnownRecords): AsyncGenerator<Finding> {
	const finding = (round: string, text: string): Finding => ({ area: 'votes', subject: round, text })
	const beyond = sql<{ round: string; voters: number }>`SELECT round, count(DISTINCT voter) AS voters FROM (
			SELECT d.round, d.voter FROM dot d JOIN vote_round r ON r.id = d.round
				GROUP BY d.round, d.voter, r.budget HAVING count(*) > r.budget
			UNION SELECT d.round, d.voter FROM dot d JOIN vote_round r ON r.id = d.round
				GROUP BY d.round, d.voter, d.board, d.card, r.per_card HAVING count(*) > r.per_card
		) AS beyond GROUP BY round ORDER BY round`
	for (const { round, voters } of (await beyond.execute(db)).rows)
		yield finding(round, `${voters} people have more dots than its rules allow`)
	for (const { id } of await db.selectFrom('vote_round').select('id').orderBy('id').execute())
		if (isComplete && !rounds.has(id))
			yield { ...finding(id, 'is a vote that its workshop does not know'), isNotice: true }
	for (const { round, result } of await db.selectFrom('vote_result').selectAll().execute())
		if (!isJson(result)) yield finding(round, 'its result cannot be read: restore a backup')
}

/** Checks that the page of each share can be read, one share at a time. */
export async function* checkShares({ db }: SqlDatabase): AsyncGenerator<Finding> {
	const shared = db.selectFrom('share').select('id').where('page', 'is not', null).where('revoked_at', 'is', null)
	for (const { id } of await shared.orderBy('id').execute()) {
		const row = await db.selectFrom('share').select('page').where('id', '=', id).executeTakeFirst()
		if (!row?.page || (await isDeflated(row.page))) continue
		const end = db.updateTable('share').set({ page: null, revoked_at: Date.now() }).where('id', '=', id)
		yield {
			area: 'shares',
			subject: id,
			text: 'the shared page is damaged',
			repair: { text: 'end the link; it can be shared again', run: async () => void (await end.execute()) },
		}
	}
}

/**
 * Checks that practices can be read and have their documents and versions, and that adoptions have
 * their boards.
 */
export async function* checkPractices(
	{ db, transact }: SqlDatabase,
	{ documents, isComplete }: KnownRecords,
): AsyncGenerator<Finding> {
	const finding = (subject: string, text: string): Finding => ({ area: 'practices', subject, text })
	for (const { id, state } of await db.selectFrom('practice').select(['id', 'state']).orderBy('id').execute())
		if (!isJson(state)) yield finding(id, 'its record cannot be read: restore a backup')
	const versions = db
		.selectFrom('practice_version')
		.select(['practice', 'version'])
		.orderBy('practice')
		.orderBy('version')
	for (const { practice, version } of await versions.execute()) {
		const found = db.selectFrom('practice_version').select('content').where('practice', '=', practice)
		const row = await found.where('version', '=', version).executeTakeFirst()
		if (row && !isJson(row.content)) yield finding(practice, `its version ${version} cannot be read: publish it again`)
	}
	const lost = sql<{ id: string }>`SELECT id FROM listed_practice p WHERE NOT EXISTS (
		SELECT 1 FROM practice_version v WHERE v.practice = p.id AND v.version = p.version) ORDER BY id`
	for (const { id } of (await lost.execute(db)).rows)
		yield {
			...finding(id, 'is in the list, but its published version is missing'),
			repair: {
				text: 'take it off the list; it can be published again',
				run: async () => void (await transact([db.deleteFrom('listed_practice').where('id', '=', id).compile()])),
			},
		}
	for (const { id, board } of await db.selectFrom('adoption').select(['id', 'board']).orderBy('id').execute())
		if (isComplete && !documents.has(board))
			yield { ...finding(id, 'the board of this adoption is gone'), isNotice: true }
}

function isJson(text: string): boolean {
	try {
		return typeof JSON.parse(text) === 'object'
	} catch {
		return false
	}
}

async function isDeflated(bytes: Uint8Array): Promise<boolean> {
	return promisify(inflate)(bytes).then(
		() => true,
		() => false,
	)
}
