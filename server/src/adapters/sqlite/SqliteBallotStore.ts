import type { CastDots, ParticipantId, RoundId } from '@charrette/shared'
import type { Ballot, BallotRefusal, BallotStore, RoundRules } from '../../ports/BallotStore.ts'
import { storing } from '../../ports/StorageError.ts'
import { prepareBallots } from './castDots.ts'
import { openFile } from './openDatabase.ts'

/** Dots that wait to be written, and who waits for them. */
interface Waiting {
	round: RoundId
	dots: CastDots
	resolve(answer: Ballot | BallotRefusal): void
	reject(error: unknown): void
}

/** Opens the ballots kept in a SQLite file. What many people give at once is on disk with one commit. */
export function openSqliteBallotStore(file: string): BallotStore {
	const database = openFile(file)
	const ballots = prepareBallots(database)
	const openRound = database.prepare<[RoundRules]>(
		'INSERT INTO vote_round (id, workshop, budget, per_card, is_open) VALUES (@id, @workshop, @budget, @perCard, 1)',
	)
	const endRound = database.prepare<[string]>('UPDATE vote_round SET is_open = 0 WHERE id = ?')
	const castOne = database.transaction(ballots.cast)
	const castAll = database.transaction((batch: readonly Waiting[]) => batch.map(attempt))
	let waiting: Waiting[] = []

	/** Each in a transaction of its own within the batch: what fails takes nobody else with it. */
	function attempt({ round, dots }: Waiting): { answer: Ballot | BallotRefusal } | { error: unknown } {
		try {
			return { answer: castOne(round, dots) }
		} catch (error) {
			return { error }
		}
	}

	function writeAll(): void {
		const batch = waiting
		waiting = []
		try {
			const outcomes = castAll.immediate(batch)
			for (const [index, outcome] of outcomes.entries()) {
				if ('answer' in outcome) batch[index]?.resolve(outcome.answer)
				else batch[index]?.reject(outcome.error)
			}
		} catch (error) {
			for (const one of batch) one.reject(error)
		}
	}

	function enqueue(round: RoundId, dots: CastDots): Promise<Ballot | BallotRefusal> {
		return new Promise((resolve, reject) => {
			if (waiting.length === 0) setImmediate(writeAll)
			waiting.push({ round, dots, resolve, reject })
		})
	}

	return {
		open: (rules) => storing(async () => void openRound.run(rules)),
		cast: (round, dots) => storing(() => enqueue(round, dots)),
		read: (round: RoundId, voter?: ParticipantId) => storing(async () => ballots.read(round, voter)),
		end: (round) => storing(async () => void endRound.run(round)),
		close: async () => {
			if (waiting.length > 0) writeAll()
			database.close()
		},
	}
}
