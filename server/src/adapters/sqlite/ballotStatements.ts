import type { CardDots, CastDots, ParticipantId, RoundId } from '@charrette/shared'
import type { Database } from 'better-sqlite3'
import type { Ballot, BallotRefusal } from '../../ports/BallotStore.ts'

type Slot = { round: RoundId; voter: ParticipantId; board: string; card: string }

/** Prepares the statements that set ballots, in the thread that writes. */
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
	const insertDot = database.prepare<[Slot & { number: number; slot: number }]>(
		'INSERT INTO dot (round, voter, number, board, card, slot) VALUES (@round, @voter, @number, @board, @card, @slot)',
	)
	const deleteDots = database.prepare<[Slot & { count: number }]>(
		'DELETE FROM dot WHERE round = @round AND voter = @voter AND board = @board AND card = @card AND slot > @count',
	)

	/** Sets the dots of a voter on a card; call it in a transaction. */
	function cast(round: RoundId, { voter, board, card, count }: CastDots): Ballot | BallotRefusal {
		const { budget, perCard, isOpen } = rules.get(round) ?? { budget: 0, perCard: 0, isOpen: 0 }
		if (!isOpen) return { refused: 'closed' }
		if (count > perCard) return { refused: 'card' }
		const given = ofVoter.all(round, voter)
		const left = budget - given.reduce((sum, dots) => sum + dots.count, 0)
		const onCard = given.find((dots) => dots.board === board && dots.card === card)?.count ?? 0
		if (count - onCard > left) return { refused: 'budget', left }
		deleteDots.run({ round, voter, board, card, count })
		const taken = new Set(numbers.all(round, voter))
		const free = Array.from({ length: budget }, (_, index) => index + 1).filter((number) => !taken.has(number))
		for (let slot = onCard + 1; slot <= count; slot++)
			insertDot.run({ round, voter, board, card, slot, number: free[slot - onCard - 1] ?? 0 })
		return { dots: ofVoter.all(round, voter).map(withoutVoter), left: left - (count - onCard) }
	}
	return { cast }
}

function withoutVoter({ board, card, count }: CastDots): CardDots {
	return { board, card, count }
}
