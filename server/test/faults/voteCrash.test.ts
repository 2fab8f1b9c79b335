import { rmSync } from 'node:fs'
import type { JoinResult, RoundId } from '@charrette/shared'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { join } from '../support/call.ts'
import type { Random } from '../support/randomEdits.ts'
import { createRandom } from '../support/randomEdits.ts'
import type { SpawnedServer } from '../support/startServer.ts'
import { makeDataDir, spawnServer } from '../support/startServer.ts'
import type { VotingScene } from '../support/votingScene.ts'
import { cards, openVotingScene } from '../support/votingScene.ts'

const KILLS = process.env['CI'] ? 5 : 2
const VOTERS = 20
const CARDS = ['a', 'b', 'c', 'd', 'e']
const BUDGET = 6

let dataDir: string
let server: SpawnedServer
beforeEach(() => {
	dataDir = makeDataDir()
})
afterEach(async () => {
	await server.kill('SIGKILL')
	rmSync(dataDir, { recursive: true, force: true })
})

const seed = Number(process.env['SEED'] ?? Date.now() % 1e9)

/**
 * A voter, their confirmed dots on each card, and the request that was pending when the server was
 * killed.
 */
interface TrackedVoter {
	person: JoinResult
	confirmed: Map<string, number>
	requested: { card: string; count: number } | null
}

it(`[P2] [VOTE2] no confirmed dot is lost, after each of ${KILLS} kill -9 (SEED=${seed})`, async () => {
	const random = createRandom(seed)
	server = spawnServer({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
	const url = await server.url
	const scene = await openVotingScene({ url, syncUrl: `${url.replace('http', 'ws')}/sync` })
	await scene.edit(scene.plenary, cards(CARDS))
	const voters: TrackedVoter[] = []
	for (let index = 0; index < VOTERS; index++) {
		const person = await join(url, scene.opened.joinCode, `P${index}`)
		voters.push({ person, confirmed: new Map(), requested: null })
	}
	const round = await scene.open({ budget: BUDGET, perCard: 3 })
	for (let kill = 1; kill <= KILLS; kill++) {
		await voteUntilKilled(scene, { round, voters, random })
		server = spawnServer({ DATA_DIR: dataDir, PORT: new URL(url).port, LOG_LEVEL: 'silent' })
		await server.url
		for (const voter of voters) await compare(scene, round, voter)
	}
	expect(voters.some(({ confirmed }) => confirmed.size > 0)).toBe(true)
})

/** Sends ballots of all voters, one after another, until the server is killed meanwhile. */
async function voteUntilKilled(
	scene: VotingScene,
	{ round, voters, random }: { round: RoundId; voters: TrackedVoter[]; random: Random },
): Promise<void> {
	let left = 100 + random.below(200)
	let killing: Promise<unknown> | null = null
	const voteOn = async (voter: TrackedVoter) => {
		while (!killing) {
			voter.requested = { card: `shape:${random.pick(CARDS)}`, count: random.below(4) }
			const { card, count } = voter.requested
			const answer = await scene.vote(voter.person, { round, card, count }).catch(() => null)
			if (!answer) return
			if (answer.status === 200) voter.confirmed = new Map(answer.body.dots.map((dots) => [dots.card, dots.count]))
			voter.requested = null
			if (--left <= 0) killing ??= server.kill('SIGKILL')
		}
	}
	await Promise.all(voters.map(voteOn))
	await killing
}

/** Expects the confirmed dots in the database, with or without the pending request. */
async function compare(scene: VotingScene, round: RoundId, voter: TrackedVoter): Promise<void> {
	const { dots } = (await scene.ballotOf(voter.person, round)).body
	const stored = new Map(dots.map(({ card, count }) => [card, count]))
	const withRequested = new Map(voter.confirmed)
	if (voter.requested) {
		withRequested.set(voter.requested.card, voter.requested.count)
		if (voter.requested.count === 0) withRequested.delete(voter.requested.card)
	}
	expect([voter.confirmed, withRequested], `seed ${seed}`).toContainEqual(stored)
	voter.confirmed = stored
	voter.requested = null
}
