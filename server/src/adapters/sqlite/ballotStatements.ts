import type { CardDots, CastDots, ParticipantId, RoundId } from '@charrette/shared'
import type { Database } from 'better-sqlite3'
import type { Ballot, BallotRefusal } from '../../ports/BallotStore.ts'
import { planBallot } from '../sql/planBallot.ts'

type Slot = { round: RoundId; voter: ParticipantId; board: string; card: string }

/** Prepares the statements that set ballots, in the writer thread. */
export function prepareBallots(database: Database) {
	const rules = database.prepare<[string], { budget: number; per_card: number; is_open: number }>(
		'SELECT budget, per_card, is_open FROM vote_round WHERE id = ?',
	)
	const numbers = database
		.prepare<[string, string], number>('SELECT number FROM dot WHERE round = ? AND voter = ?')
		.pluck()
	const ofVoter = database.prepare<[string, string], CardDots>(
		'SELECT board, card, count(*) AS count FROM dot WHERE round = ? AND voter = ? GROUP BY board, card',
	)
	const insertDot = database.prepare<[Slot & { number: number; slot: number }]>(
		'INSERT INTO dot (round, voter, number, board, card, slot) VALUES (@round, @voter, @number, @board, @card, @slot)',
	)
	const deleteDots = database.prepare<[Slot & { count: number }]>(
		'DELETE FROM dot WHERE round = @round AND voter = @voter AND board = @board AND card = @card AND slot > @count',
	)

	/** Sets the dots of a voter on a card. Runs in a transaction. */
	function cast(round: RoundId, dots: CastDots): Ballot | BallotRefusal {
		const { voter, board, card, count } = dots
		const stored = {
			rules: rules.get(round) ?? null,
			given: ofVoter.all(round, voter),
			taken: numbers.all(round, voter),
		}
		const planned = planBallot(stored, dots)
		if ('refused' in planned) return planned
		deleteDots.run({ round, voter, board, card, count })
		for (const dot of planned.added) insertDot.run({ round, voter, board, card, ...dot })
		return { dots: ofVoter.all(round, voter), left: planned.left }
	}
	return { cast }
}
