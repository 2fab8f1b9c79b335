import type { BoardContent, BoardId, Group, JoinResult, Session, Workshop } from '@charrette/shared'
import { boardRoom, buildCard, findParticipant, putRecord, recordsOf } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FacilitatorClient } from './support/call.ts'
import { call, join, openAsFacilitator } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
let facilitator: FacilitatorClient
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
	facilitator = await openAsFacilitator(server.url, { groups: 3 })
})

const sessionOf = ({ sessions, session }: Workshop) => sessions.find((one) => one.id === session) as Session
const groupsOf = (workshop: Workshop) => sessionOf(workshop).groups
const groupOf = (workshop: Workshop, person: JoinResult) => findParticipant(workshop, person.participant.id)?.group
const peopleIn = (workshop: Workshop, group: Group | undefined) =>
	workshop.participants.filter((person) => person.group === group?.id)
const sizesOf = (workshop: Workshop) => groupsOf(workshop).map((group) => peopleIn(workshop, group).length)

/** Joins two participants of each city. */
async function arrive(cities: readonly string[]): Promise<JoinResult[]> {
	const people: JoinResult[] = []
	for (const city of cities)
		for (const number of [1, 2])
			people.push(await join(server.url, facilitator.opened.joinCode, `${city} ${number}`, city))
	return people
}

/** Adds a card to a board with a stock Yjs client, and waits until it is saved. */
async function putCard(board: BoardId, id: string, text: string): Promise<void> {
	const client = await joinedAsStock(server.syncUrl, boardRoom(board), facilitator.opened.token)
	putRecord(recordsOf(client.doc), buildCard(id, { x: 0, y: 0, index: 'a1' as never }, { text }))
	await until('the card is saved', () => client.acked() >= 2)
	client.leave()
}

const contentOf = async (board: string) =>
	(await call<BoardContent>(server.url, `/api/boards/${board}/content`, { token: facilitator.opened.token })).body

describe('groups.mix', () => {
	it('[GROUP1] applies a preview, and places participants who joined meanwhile', async () => {
		const people = await arrive(['Lima', 'Oslo', 'Dakar'])
		const [a, b, c] = groupsOf(await facilitator.state())
		const ids = people.map((person) => person.participant.id)
		const late = await join(server.url, facilitator.opened.joinCode, 'Late', 'Lima')
		const groups = [
			{ group: a?.id, people: [ids[0], ids[2], ids[4]] },
			{ group: b?.id, people: [ids[1], ids[3]] },
			{ group: c?.id, people: [ids[5], 'gone'] },
		]
		const mixed = await facilitator.run({ type: 'groups.mix', groups })
		expect(peopleIn(mixed, a).map((person) => person.id)).toEqual([ids[0], ids[2], ids[4]])
		expect(groupOf(mixed, late)).toBe(c?.id)
		expect(sizesOf(mixed)).toEqual([3, 2, 2])
	})

	it('[GROUP1] applies a plan by city, adds missing groups, and pauses surplus ones', async () => {
		await arrive(['Lima', 'Oslo', 'Dakar', 'Wuhan'])
		const grown = await facilitator.run({ type: 'groups.mix', plan: { seed: 1, size: 2 } })
		expect(sizesOf(grown)).toEqual([2, 2, 2, 2])
		expect(groupsOf(grown).map((group) => group.name)).toEqual(['Group 1', 'Group 2', 'Group 3', 'Group 4'])
		expect(sessionOf(grown).boards.map((board) => board.title)).toEqual([
			'Group 1',
			'Group 2',
			'Group 3',
			'Group 4',
			'Plenary',
		])
		for (const group of groupsOf(grown))
			expect(new Set(peopleIn(grown, group).map((person) => person.city)).size).toBe(2)
		const fewer = await facilitator.run({ type: 'groups.mix', plan: { seed: 1, count: 2 } })
		expect(sizesOf(fewer)).toEqual([4, 4, 0, 0])
		const { participant } = await join(server.url, facilitator.opened.joinCode, 'Late', 'Rome')
		expect(participant.group).not.toBe(groupsOf(fewer)[2]?.id)
		const resumed = await facilitator.run({
			type: 'participant.move',
			participant: participant.id,
			group: groupsOf(fewer)[3]?.id,
		})
		expect(groupsOf(resumed).map((group) => group.isResting ?? false)).toEqual([false, false, true, false])
	})

	it('[GROUP1] keeps pairs together, and describes pairs that it could not separate', async () => {
		const people = await arrive(['Lima', 'Oslo'])
		const [a, b, c] = people.map((person) => person.participant.id)
		const plan = { seed: 1, count: 2, together: [[a, b]], apart: [[b, a]] }
		const { body } = await facilitator.send({ type: 'groups.mix', plan })
		expect(body.unmet).toEqual(['Lima 2 and Lima 1 can’t be separated: other rules keep them together.'])
		const together = await facilitator.run({ type: 'groups.mix', plan: { seed: 2, count: 2, together: [[a, c]] } })
		expect(groupOf(together, people[0] as JoinResult)).toBe(groupOf(together, people[2] as JoinResult))
	})

	it('keeps everyone who joins during repeated mixing', async () => {
		const mixes = Array.from({ length: 8 }, (_, seed) =>
			facilitator.send({ type: 'groups.mix', plan: { seed, count: 3 } }),
		)
		const arrivals = Array.from({ length: 20 }, (_, index) =>
			join(server.url, facilitator.opened.joinCode, `P${index}`),
		)
		await Promise.all([...mixes, ...arrivals])
		const after = await facilitator.state()
		expect(after.participants).toHaveLength(20)
		expect(Math.max(...sizesOf(after)) - Math.min(...sizesOf(after))).toBeLessThanOrEqual(1)
	})

	it.each([
		['neither groups nor a plan', {}, 400],
		['a count and a size', { plan: { seed: 1, count: 2, size: 2 } }, 400],
		['a person in two groups', { groups: [{ people: ['a'] }, { people: ['a'] }] }, 400],
		['an unknown group', { groups: [{ group: 'nowhere', people: [] }] }, 404],
		['too many groups', { plan: { seed: 1, count: 51 } }, 400],
	])('rejects %s, and changes nothing', async (_, body, status) => {
		const before = await facilitator.state()
		expect((await facilitator.send({ type: 'groups.mix', ...body })).status).toBe(status)
		expect(await facilitator.state()).toEqual(before)
	})
})

describe('groups', () => {
	it('[GROUP4] are added with a board, and renamed with it', async () => {
		const { body } = await facilitator.send({ type: 'groups.add' })
		const renamed = await facilitator.run({ type: 'groups.rename', group: body.made, name: '水与绿地' })
		const group = groupsOf(renamed).at(-1)
		expect([group?.id, group?.name]).toEqual([body.made, '水与绿地'])
		expect(sessionOf(renamed).boards.map((board) => board.title)).toEqual([
			'Group 1',
			'Group 2',
			'Group 3',
			'水与绿地',
			'Plenary',
		])
		const client = await joinedAsStock(server.syncUrl, boardRoom(group?.board as BoardId), facilitator.opened.token)
		client.leave()
	})

	it('[GROUP4] with participants or cards are only removed with a target group', async () => {
		const [ana] = await arrive(['Lima'])
		const [first, second] = groupsOf(await facilitator.state())
		const people = await facilitator.send({ type: 'groups.remove', group: first?.id })
		expect([people.status, people.body.error?.message]).toEqual([409, expect.stringContaining('1 participants')])
		await putCard(second?.board as BoardId, 'kept', 'Permits')
		await facilitator.run({ type: 'participant.move', participant: ana?.participant.id, group: first?.id })
		await facilitator.run({ type: 'groups.mix', plan: { seed: 1, count: 1 } })
		const cards = await facilitator.send({ type: 'groups.remove', group: second?.id })
		expect([cards.status, cards.body.error?.message]).toEqual([409, expect.stringContaining('1 items')])
		expect(groupsOf(await facilitator.state())).toHaveLength(3)
	})

	it('[GROUP4] move their participants and cards to the target group, and close their board', async () => {
		const [ana] = await arrive(['Lima'])
		const home = ana?.participant.group
		const [other] = groupsOf(await facilitator.state()).filter((group) => group.id !== home)
		await putCard(ana?.board.id as BoardId, 'mine', 'Permits')
		await putCard(other?.board as BoardId, 'theirs', 'Money')
		await facilitator.run({ type: 'spotlight.set', board: ana?.board.id })
		const watching = await joinedAsStock(server.syncUrl, boardRoom(ana?.board.id as BoardId), facilitator.opened.token)
		const after = await facilitator.run({ type: 'groups.remove', group: home, to: other?.id })
		expect(groupOf(after, ana as JoinResult)).toBe(other?.id)
		expect([groupsOf(after).length, sessionOf(after).boards.length, after.spotlight]).toEqual([2, 3, null])
		expect((await contentOf(other?.board ?? '')).cards.map((card) => card.text)).toEqual(['Money', 'Permits'])
		await until('the board is closed', () => watching.closed() === 4403)
		watching.leave()
	})

	it('[GROUP4d] take the reactions to their cards with them', async () => {
		const [ana] = await arrive(['Lima'])
		const home = ana?.participant.group
		const [other] = groupsOf(await facilitator.state()).filter((group) => group.id !== home)
		await putCard(ana?.board.id as BoardId, 'mine', 'Permits')
		await putCard(ana?.board.id as BoardId, 'same', 'Permits too')
		await putCard(other?.board as BoardId, 'same', 'Money')
		const react = (card: string) =>
			call(server.url, `/api/boards/${ana?.board.id}/reactions`, {
				token: ana?.token ?? '',
				body: { card: `shape:${card}`, emoji: '👍', isOn: true },
			})
		for (const card of ['mine', 'same']) expect((await react(card)).status).toBe(200)
		await facilitator.run({ type: 'groups.remove', group: home, to: other?.id })
		const { cards } = await contentOf(other?.board ?? '')
		const liked = cards.map(({ text, reactions = [] }) => `${text} ${reactions.length}`)
		expect(liked.sort()).toEqual(['Money 0', 'Permits 1', 'Permits too 1'])
	})

	it('[GROUP4d] keep their cards while there is a vote on them', async () => {
		const [first, second, third] = groupsOf(await facilitator.state())
		await putCard(first?.board as BoardId, 'mine', 'Permits')
		const { body } = await facilitator.send({ type: 'vote.open', title: 'Which first?' })
		const remove = (group: Group | undefined) =>
			facilitator.send({ type: 'groups.remove', group: group?.id, to: third?.id })
		const refused = await remove(first)
		expect([refused.status, refused.body.error?.reason]).toEqual([409, 'vote_runs'])
		const board = sessionOf(await facilitator.state()).boards.find(({ id }) => id === first?.board)
		expect(board?.frozen).toBe(false)
		expect((await remove(second)).status).toBe(200)
		await facilitator.run({ type: 'vote.close', round: body.made })
		expect((await remove(first)).status).toBe(200)
	})

	it('[GROUP4] cannot all be removed, nor moved to another session', async () => {
		const [first, second, third] = groupsOf(await facilitator.state())
		for (const group of [first, second]) await facilitator.run({ type: 'groups.remove', group: group?.id })
		expect((await facilitator.send({ type: 'groups.remove', group: third?.id })).status).toBe(409)
		const { body } = await facilitator.send({ type: 'session.add', groups: 2 })
		const elsewhere = (await facilitator.state()).sessions.find((session) => session.id === body.made)?.groups[0]
		expect((await facilitator.send({ type: 'groups.remove', group: elsewhere?.id, to: third?.id })).status).toBe(409)
	})
})

describe('groups.rotate', () => {
	it('[GROUP2] sends everyone but hosts to every table once, with late joiners and a restart', async () => {
		const people = await arrive(['Lima', 'Oslo', 'Dakar', 'Wuhan', 'Rome'])
		const mixed = await facilitator.run({ type: 'groups.mix', plan: { seed: 3 } })
		const hosts = groupsOf(mixed).map((group) => ({ group: group.id, participant: peopleIn(mixed, group)[0]?.id }))
		const movers = people.filter(({ participant }) => hosts.every((host) => host.participant !== participant.id))
		const first = await facilitator.run({ type: 'groups.rotate', hosts })
		await server.restart()
		const second = await facilitator.run({ type: 'groups.rotate' })
		for (const person of movers)
			expect(new Set([mixed, first, second].map((state) => groupOf(state, person))).size).toBe(3)
		for (const { group, participant } of hosts)
			expect(second.participants.find((person) => person.id === participant)?.group).toBe(group)
		for (const state of [first, second]) expect([...sizesOf(state)].sort()).toEqual([3, 3, 4])
	})

	it('[GROUP2] accepts no host from another group, and a moved participant is no longer a host', async () => {
		const [ana] = await arrive(['Lima'])
		const [here, away] = [
			ana?.participant.group,
			groupsOf(await facilitator.state()).find((group) => group.id !== ana?.participant.group),
		]
		const host = { type: 'group.host', participant: ana?.participant.id }
		expect((await facilitator.send({ ...host, group: away?.id })).status).toBe(409)
		const hosted = await facilitator.run({ ...host, group: here })
		expect(groupsOf(hosted).find((group) => group.id === here)?.host).toBe(ana?.participant.id)
		const moved = await facilitator.run({ type: 'participant.move', participant: ana?.participant.id, group: away?.id })
		expect(groupsOf(moved).every((group) => group.host === undefined)).toBe(true)
	})
})
