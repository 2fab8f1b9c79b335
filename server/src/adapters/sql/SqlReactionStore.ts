import type { BoardId, Reaction } from '@charrette/shared'
import { sql } from 'kysely'
import type { ReactionStore, StoredReaction } from '../../ports/ReactionStore.ts'
import { wrapStore } from '../../ports/StorageError.ts'
import type { SqlDatabase } from './SqlDatabase.ts'

/** Rows that one statement inserts, which has a limited number of values. */
const SLICE_ROWS = 500

/** Creates the reaction store on a database; its `close` closes the database. */
export function createSqlReactionStore({ db, dialect, transact, close }: SqlDatabase): ReactionStore {
	return wrapStore<ReactionStore>({
		async add({ workshop, person, board, card, emoji }, maxOfPerson) {
			const others = sql`SELECT count(*) FROM reaction WHERE workshop = ${workshop} AND person = ${person}`
			const own = db.selectFrom('reaction').select('emoji').where('workshop', '=', workshop)
			const answers = await transact([
				...dialect.serialize(`reactions ${workshop} ${person}`),
				sql`INSERT INTO reaction (workshop, person, board, card, emoji)
					SELECT ${workshop}, ${person}, ${board}, ${card}, ${emoji} WHERE (${others}) < ${maxOfPerson}
					ON CONFLICT DO NOTHING`.compile(db),
				own.where(({ and }) => and({ person, board, card, emoji })).compile(),
			])
			return (answers.at(-1)?.rows.length ?? 0) > 0
		},
		async addAll(reactions) {
			for (let start = 0; start < reactions.length; start += SLICE_ROWS) {
				const rows = reactions.slice(start, start + SLICE_ROWS)
				await db
					.insertInto('reaction')
					.values(rows)
					.onConflict((conflict) => conflict.doNothing())
					.execute()
			}
		},
		async ofWorkshop(workshop) {
			const rows = db.selectFrom('reaction').selectAll().where('workshop', '=', workshop)
			return (await rows
				.orderBy('board')
				.orderBy('card')
				.orderBy('person')
				.orderBy('emoji')
				.execute()) as StoredReaction[]
		},
		async remove({ workshop, person, board, card, emoji }) {
			const removal = db.deleteFrom('reaction').where(({ and }) => and({ workshop, person, board, card, emoji }))
			await removal.execute()
		},
		async move({ from, to, cards }) {
			const stored = await db.selectFrom('reaction').select('card').distinct().where('board', '=', from).execute()
			const renamed = stored.flatMap(({ card }) => {
				const id = cards.get(card) ?? card
				return id === card ? [] : [sql`UPDATE reaction SET card = ${id} WHERE board = ${from} AND card = ${card}`]
			})
			const all = [
				...renamed,
				sql`INSERT INTO reaction (workshop, person, board, card, emoji)
					SELECT workshop, person, ${to}, card, emoji FROM reaction WHERE board = ${from} ON CONFLICT DO NOTHING`,
				sql`DELETE FROM reaction WHERE board = ${from}`,
			]
			await transact(all.map((query) => query.compile(db)))
		},
		async reassign(workshop, { from, to }) {
			const theirs = sql`workshop = ${workshop} AND person = ${from}`
			const [boards] = await transact([
				sql`SELECT DISTINCT board FROM reaction WHERE ${theirs}`.compile(db),
				sql`INSERT INTO reaction (workshop, person, board, card, emoji)
					SELECT workshop, ${to}, board, card, emoji FROM reaction WHERE ${theirs} ON CONFLICT DO NOTHING`.compile(db),
				sql`DELETE FROM reaction WHERE ${theirs}`.compile(db),
			])
			return ((boards?.rows ?? []) as { board: BoardId }[]).map(({ board }) => board)
		},
		async count(board, person, card) {
			const mine = sql<number>`max(CASE WHEN person = ${person} THEN 1 ELSE 0 END)`
			const onBoard = db
				.selectFrom('reaction')
				.select(({ fn }) => ['card', 'emoji', fn.countAll<number>().as('count'), mine.as('mine')])
				.where('board', '=', board)
			const counted = card === undefined ? onBoard : onBoard.where('card', '=', card)
			const rows = await counted.groupBy(['card', 'emoji']).execute()
			return rows.map(({ mine, emoji, ...row }) => ({ ...row, emoji: emoji as Reaction, isMine: mine === 1 }))
		},
		close,
	})
}
