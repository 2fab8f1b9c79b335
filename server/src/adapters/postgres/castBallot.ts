import type { CastDots, RoundId } from '@charrette/shared'
import type { Transaction } from 'kysely'
import type { Ballot, BallotRefusal } from '../../ports/BallotStore.ts'
import { planBallot } from '../sql/planBallot.ts'
import type { Tables } from '../sql/tables.ts'
import type { PostgresDatabase } from './PostgresDatabase.ts'

/**
 * Sets the dots of a voter on a card in one transaction. Transactions of one voter run one after
 * another.
 */
export function castBallot(
	{ transaction, dialect }: PostgresDatabase,
	round: RoundId,
	dots: CastDots,
): Promise<Ballot | BallotRefusal> {
	const { voter, board, card, count } = dots
	return transaction(async (running) => {
		for (const query of dialect.serialize(`ballot ${round} ${voter}`)) await running.executeQuery(query)
		// The lock makes the end of the round wait for this transaction.
		const rules = running.selectFrom('vote_round').select(['budget', 'per_card', 'is_open']).where('id', '=', round)
		const found = await rules.forShare().executeTakeFirst()
		const numbers = running.selectFrom('dot').select('number').where('round', '=', round).where('voter', '=', voter)
		const taken = (await numbers.execute()).map(({ number }) => number)
		const stored = { rules: found ?? null, given: await readBallot(running, round, voter), taken }
		const planned = planBallot(stored, dots)
		if ('refused' in planned) return planned
		const onCard = running.deleteFrom('dot').where('round', '=', round).where('voter', '=', voter)
		await onCard.where('board', '=', board).where('card', '=', card).where('slot', '>', count).execute()
		const added = planned.added.map((dot) => ({ round, voter, board, card, ...dot }))
		if (added.length > 0) await running.insertInto('dot').values(added).execute()
		return { dots: await readBallot(running, round, voter), left: planned.left }
	})
}

async function readBallot(running: Transaction<Tables>, round: RoundId, voter: string): Promise<Ballot['dots']> {
	const dots = running
		.selectFrom('dot')
		.select(({ fn }) => ['board', 'card', fn.countAll<number>().as('count')])
		.where('round', '=', round)
		.where('voter', '=', voter)
	return (await dots.groupBy(['board', 'card']).execute()) as Ballot['dots']
}
