import type { CardDots, CastDots, ParticipantId, RoundId } from '@charrette/shared'
import type { Database } from 'better-sqlite3'
import type { Ballot, BallotRefusal } from '../../ports/BallotStore.ts'

type Slot = { round: RoundId; voter: ParticipantId; board: string; card: string }

/** The statements that read and write ballots in an open SQLite file. */
export function prepareBallots(database: Database) {
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
	const give = database.prepare<[Slot & { number: number; slot: number }]>(
		'INSERT INTO dot (round, voter, number, board, card, slot) VALUES (@round, @voter, @number, @board, @card, @slot)',
	)
	const takeBack = database.prepare<[Slot & { count: number }]>(
		'DELETE FROM dot WHERE round = @round AND voter = @voter AND board = @board AND card = @card AND slot > @count',
	)
	const read = (round: RoundId, voter?: ParticipantId) =>
		voter === undefined ? ofAll.all(round) : ofVoter.all(round, voter)

	/** Call it in a transaction. */
	function cast(round: RoundId, { voter, board, card, count }: CastDots): Ballot | BallotRefusal {
		const { budget, perCard, isOpen } = rules.get(round) ?? { budget: 0, perCard: 0, isOpen: 0 }
		if (!isOpen) return { refused: 'closed' }
		if (count > perCard) return { refused: 'card' }
		const given = read(round, voter)
		const left = budget - given.reduce((sum, dots) => sum + dots.count, 0)
		const here = given.find((dots) => dots.board === board && dots.card === card)?.count ?? 0
		if (count - here > left) return { refused: 'budget', left }
		takeBack.run({ round, voter, board, card, count })
		const taken = new Set(numbers.all(round, voter))
		const free = Array.from({ length: budget }, (_, index) => index + 1).filter((number) => !taken.has(number))
		for (let slot = here + 1; slot <= count; slot++)
			give.run({ round, voter, board, card, slot, number: free[slot - here - 1] ?? 0 })
		return { dots: read(round, voter).map(withoutVoter), left: left - (count - here) }
	}
	return { read, cast }
}

function withoutVoter({ board, card, count }: CastDots): CardDots {
	return { board, card, count }
}
