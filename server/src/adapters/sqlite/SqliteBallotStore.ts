import type { CardDots, CastDots, ParticipantId, RoundId, VoteResult } from '@charrette/shared'
import type { Database } from 'better-sqlite3'
import type { Ballot, BallotRefusal, BallotStore, ResultStore, RoundRules } from '../../ports/BallotStore.ts'
import { withStorageErrors } from '../../ports/StorageError.ts'
import { openDatabase, openFile } from './openDatabase.ts'

/** Dots that wait for the next commit. */
interface PendingCast {
	round: RoundId
	dots: CastDots
	resolve(answer: Ballot | BallotRefusal): void
	reject(error: unknown): void
}

/**
 * Opens the ballots in a SQLite file. Dots that arrive at the same time are written with one
 * commit.
 */
export async function openSqliteBallotStore(file: string): Promise<BallotStore> {
	const database = await openFile(file)
	const ballots = prepareBallots(database)
	const openRound = database.prepare<[RoundRules]>(
		'INSERT INTO vote_round (id, workshop, budget, per_card, is_open) VALUES (@id, @workshop, @budget, @perCard, 1)',
	)
	const endRound = database.prepare<[string]>('UPDATE vote_round SET is_open = 0 WHERE id = ?')
	const castOne = database.transaction(ballots.cast)
	const castAll = database.transaction((batch: readonly PendingCast[]) => batch.map(attempt))
	let pending: PendingCast[] = []

	/** Each runs in a savepoint of the batch: one that fails does not undo the others. */
	function attempt({ round, dots }: PendingCast): { answer: Ballot | BallotRefusal } | { error: unknown } {
		try {
			return { answer: castOne(round, dots) }
		} catch (error) {
			return { error }
		}
	}

	function writeAll(): void {
		const batch = pending
		pending = []
		try {
			const outcomes = castAll.immediate(batch)
			for (const [index, outcome] of outcomes.entries()) {
				if ('answer' in outcome) batch[index]?.resolve(outcome.answer)
				else batch[index]?.reject(outcome.error)
			}
		} catch (error) {
			for (const { reject } of batch) reject(error)
		}
	}

	function enqueue(round: RoundId, dots: CastDots): Promise<Ballot | BallotRefusal> {
		return new Promise((resolve, reject) => {
			if (pending.length === 0) setImmediate(writeAll)
			pending.push({ round, dots, resolve, reject })
		})
	}

	return {
		open: (rules) => withStorageErrors(async () => void openRound.run(rules)),
		cast: (round, dots) => withStorageErrors(() => enqueue(round, dots)),
		read: (round: RoundId, voter?: ParticipantId) => withStorageErrors(async () => ballots.read(round, voter)),
		end: (round) => withStorageErrors(async () => void endRound.run(round)),
		close: async () => {
			if (pending.length > 0) writeAll()
			database.close()
		},
	}
}

type Slot = { round: RoundId; voter: ParticipantId; board: string; card: string }

/** Prepares the statements that read and write ballots. */
function prepareBallots(database: Database) {
	const rules = database.prepare<[string], { budget: number; perCard: number; isOpen: 0 | 1 }>(
		'SELECT budget, per_card AS perCard, is_open AS isOpen FROM vote_round WHERE id = ?',
	)
	const numbers = database
		.prepare<[string, string], number>('SELECT number FROM dot WHERE round = ? AND voter = ?')
		.pluck()
	const ofVoter = database.prepare<[string, string], CastDots>(
		'SELECT voter, board, card, count(*) AS count FROM dot WHERE round = ? AND voter = ? GROUP BY board, card',
	)
	const ofAll = database.prepare<[string], CastDots>(
		'SELECT voter, board, card, count(*) AS count FROM dot WHERE round = ? GROUP BY voter, board, card',
	)
	const insertDot = database.prepare<[Slot & { number: number; slot: number }]>(
		'INSERT INTO dot (round, voter, number, board, card, slot) VALUES (@round, @voter, @number, @board, @card, @slot)',
	)
	const deleteDots = database.prepare<[Slot & { count: number }]>(
		'DELETE FROM dot WHERE round = @round AND voter = @voter AND board = @board AND card = @card AND slot > @count',
	)
	const read = (round: RoundId, voter?: ParticipantId) =>
		voter === undefined ? ofAll.all(round) : ofVoter.all(round, voter)

	/** Sets the dots of a voter on a card; call it in a transaction. */
	function cast(round: RoundId, { voter, board, card, count }: CastDots): Ballot | BallotRefusal {
		const { budget, perCard, isOpen } = rules.get(round) ?? { budget: 0, perCard: 0, isOpen: 0 }
		if (!isOpen) return { refused: 'closed' }
		if (count > perCard) return { refused: 'card' }
		const given = read(round, voter)
		const left = budget - given.reduce((sum, dots) => sum + dots.count, 0)
		const onCard = given.find((dots) => dots.board === board && dots.card === card)?.count ?? 0
		if (count - onCard > left) return { refused: 'budget', left }
		deleteDots.run({ round, voter, board, card, count })
		const taken = new Set(numbers.all(round, voter))
		const free = Array.from({ length: budget }, (_, index) => index + 1).filter((number) => !taken.has(number))
		for (let slot = onCard + 1; slot <= count; slot++)
			insertDot.run({ round, voter, board, card, slot, number: free[slot - onCard - 1] ?? 0 })
		return { dots: read(round, voter).map(withoutVoter), left: left - (count - onCard) }
	}
	return { read, cast }
}

function withoutVoter({ board, card, count }: CastDots): CardDots {
	return { board, card, count }
}

/** Opens the results of votes in a SQLite file. */
export async function openSqliteResultStore(file: string): Promise<ResultStore> {
	const db = await openDatabase(file)
	return {
		save: (result) =>
			withStorageErrors(async () => {
				const row = { round: result.round, result: JSON.stringify(result) }
				const insert = db.insertInto('vote_result').values(row)
				await insert.onConflict((conflict) => conflict.column('round').doUpdateSet({ result: row.result })).execute()
			}),
		find: (round) =>
			withStorageErrors(async () => {
				const row = await db.selectFrom('vote_result').select('result').where('round', '=', round).executeTakeFirst()
				return row ? (JSON.parse(row.result) as VoteResult) : null
			}),
		close: () => db.destroy(),
	}
}
