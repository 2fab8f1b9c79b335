import type { JoinResult, PhaseId, VoteRound } from '@charrette/shared'
import { expect, it } from 'vitest'
import type { VotingScene } from './support/votingScene.ts'
import { cards, withVotingScenes } from './support/votingScene.ts'

let scene: VotingScene
let ana: JoinResult
let phases: Record<'write' | 'vote' | 'present', PhaseId>
withVotingScenes(async (on) => {
	;({ scene, ana } = on)
	await scene.edit(scene.plenary, cards(['a', 'b']))
	const prompt = { en: 'Five dots each:\nwhat first?', fr: 'Cinq points : quoi d’abord ?' }
	phases = {
		write: await add({ kind: 'write', title: { en: 'Write' } }),
		vote: await add({ kind: 'vote', title: { en: 'Choice' }, prompt, dots: 5 }),
		present: await add({ kind: 'present', title: { en: 'Report back' } }),
	}
})

const add = async (phase: object) => (await scene.send({ type: 'phase.add', phase })).body.made as PhaseId
const go = (phase: PhaseId) => scene.run({ type: 'phase.goto', phase })
const rounds = async (): Promise<VoteRound[]> => (await scene.state()).rounds ?? []
const states = async () => (await rounds()).map(({ phase, state }) => [phase, state])

it('[VOTE5] a vote phase opens its vote, with its prompt as title and its dots, and closes it when it ends', async () => {
	await go(phases.vote)
	const [round] = await rounds()
	if (!round) throw new Error('no vote was opened')
	expect(round).toMatchObject({
		title: 'Five dots each: what first? · Cinq points : quoi d’abord ?',
		titles: { en: 'Five dots each: what first?', fr: 'Cinq points : quoi d’abord ?' },
		budget: 5,
		perCard: 1,
		state: 'open',
	})
	expect((await scene.vote(ana, { round: round.id, card: 'shape:a', count: 1 })).body.left).toBe(4)
	await scene.run({ type: 'phase.next', from: phases.vote })
	expect(await states()).toEqual([[phases.vote, 'closed']])
	expect((await scene.result(ana, round.id)).body).toMatchObject({ voters: 1, dots: 1 })
})

it('[VOTE5] a vote phase that starts again shows its result and opens no other vote', async () => {
	await go(phases.vote)
	await go(phases.write)
	await scene.run({ type: 'phase.next' })
	expect(await states()).toEqual([[phases.vote, 'closed']])
})

it('[VOTE5] an open vote continues into a vote phase and ends with it; other phases end no vote', async () => {
	const own = await scene.open()
	await go(phases.vote)
	expect((await rounds()).map(({ id, state }) => [id, state])).toEqual([[own, 'open']])
	await go(phases.present)
	const second = await scene.open()
	await go(phases.write)
	expect((await rounds()).map(({ id, state }) => [id, state])).toEqual([
		[own, 'closed'],
		[second, 'open'],
	])
})

it('[VOTE5] a second press of “next” neither opens nor closes a vote', async () => {
	await go(phases.write)
	await Promise.all([1, 2, 3].map(() => scene.send({ type: 'phase.next', from: phases.write })))
	expect(await states()).toEqual([[phases.vote, 'open']])
})

it('[VOTE5] switching to another session closes the vote of the current phase', async () => {
	await go(phases.vote)
	const { made } = (await scene.send({ type: 'session.add', title: 'Afternoon' })).body
	await scene.run({ type: 'session.goto', session: made })
	expect(await states()).toEqual([[phases.vote, 'closed']])
})
