import type { CardDots, JoinResult } from '@charrette/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { join } from './support/call.ts'
import { createRandom } from './support/randomEdits.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import type { VotingScene } from './support/votingScene.ts'
import { cards, openVotingScene } from './support/votingScene.ts'

const VOTERS = 300
/** Requests of each device, one after another. */
const BALLOTS = 5
const CARDS = Array.from({ length: 12 }, (_, index) => `card${index}`)
const RULES = { budget: 5, perCard: 3 }

let server: TestServer
let scene: VotingScene
let people: JoinResult[]
const seed = Number(process.env['SEED'] ?? Date.now() % 1e9)
beforeAll(async () => {
	server = await startServer()
	scene = await openVotingScene(server)
	await scene.edit(scene.plenary, cards(CARDS))
	people = []
	for (let index = 0; index < VOTERS; index++)
		people.push(await join(server.url, scene.opened.joinCode, `P${index}`, `City ${index % 40}`))
}, 120_000)
afterAll(() => server.stop())

const sum = (dots: readonly { count: number }[]) => dots.reduce((total, { count }) => total + count, 0)
const byCard = (dots: readonly CardDots[]) => new Map(dots.map(({ card, count }) => [card, count]))

/** Sends a ballot, and repeats it if the connection breaks: a repeated ballot counts once. */
const send = (person: JoinResult, ballot: object) => scene.vote(person, ballot).catch(() => scene.vote(person, ballot))

it(`[VOTE2] ${VOTERS} voters with two devices each vote at the same time: nobody exceeds the budget, and the result has all accepted dots (SEED=${seed})`, async () => {
	const random = createRandom(seed)
	const round = await scene.open(RULES)
	const vote = async (person: JoinResult) => {
		const taken = []
		for (let ballot = 0; ballot < BALLOTS; ballot++)
			taken.push(
				await send(person, { round, card: `shape:${random.pick(CARDS)}`, count: random.below(RULES.perCard + 2) }),
			)
		return taken
	}
	const devices = [...people, ...people]
	const answers = (await Promise.all(devices.map(vote))).flat()
	for (const { status, body } of answers) {
		expect(status === 200 || ['over_budget', 'too_many_on_card'].includes(body.error?.code ?? ''), `seed ${seed}`).toBe(
			true,
		)
		if (status === 200) expect(sum(body.dots) + body.left).toBe(RULES.budget)
	}
	const kept = await Promise.all(people.map(async (person) => (await scene.ballotOf(person, round)).body))
	for (const { dots, left } of kept) {
		expect([sum(dots) + left, left >= 0]).toEqual([RULES.budget, true])
		for (const { count } of dots) expect(count).toBeLessThanOrEqual(RULES.perCard)
	}
	await scene.run({ type: 'vote.close', round })
	const { body: result } = await scene.result(people[0] as JoinResult, round)
	const given = kept.flatMap((ballot) => ballot.dots)
	expect([result.dots, result.voters]).toEqual([sum(given), kept.filter((ballot) => ballot.dots.length > 0).length])
	for (const { card, dots } of result.cards)
		expect(dots, `seed ${seed}`).toBe(sum(given.filter((one) => one.card === card)))
})

it(`[VOTE2] ${VOTERS} voters who vote in sequence have exactly the dots of their last response (SEED=${seed})`, async () => {
	const random = createRandom(seed)
	const round = await scene.open(RULES)
	const plans = people.map((person) => ({
		person,
		steps: Array.from({ length: BALLOTS }, () => ({ card: `shape:${random.pick(CARDS)}`, count: random.below(4) })),
	}))
	await Promise.all(
		plans.map(async ({ person, steps }) => {
			const model = new Map<string, number>()
			for (const { card, count } of steps) {
				const others = sum([...model].map(([id, dots]) => ({ count: id === card ? 0 : dots })))
				const { status, body } = await send(person, { round, card, count })
				expect(status, `seed ${seed}`).toBe(others + count > RULES.budget ? 409 : 200)
				if (status !== 200) continue
				if (count > 0) model.set(card, count)
				else model.delete(card)
				expect(byCard(body.dots)).toEqual(model)
			}
			expect(byCard((await scene.ballotOf(person, round)).body.dots)).toEqual(model)
		}),
	)
	await scene.run({ type: 'vote.cancel', round })
})

it(`[VOTE3] every accepted dot is in the result of a vote that is closed meanwhile (SEED=${seed})`, async () => {
	const round = await scene.open({ budget: 1 })
	const votes = people.map((person, index) =>
		scene.vote(person, { round, card: `shape:card${index % 12}`, count: 1 }).catch(() => null),
	)
	await Promise.race(votes.slice(VOTERS / 2))
	await scene.run({ type: 'vote.close', round })
	const answers = await Promise.all(votes)
	const taken = answers.filter((answer) => answer?.status === 200).length
	const unanswered = answers.filter((answer) => answer === null).length
	for (const answer of answers) if (answer && answer.status !== 200) expect(answer.body.error?.code).toBe('vote_closed')
	const { dots } = (await scene.result(people[0] as JoinResult, round)).body
	expect(dots, `seed ${seed}`).toBeGreaterThanOrEqual(taken)
	expect(dots, `seed ${seed}`).toBeLessThanOrEqual(taken + unanswered)
})
