import type { Session, Workshop } from '@charrette/shared'
import { boardRoom, buildCard, putRecord, recordsOf } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FacilitatorClient } from './support/call.ts'
import { join, openAsFacilitator, phaseOf } from './support/call.ts'
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
	facilitator = await openAsFacilitator(server.url)
})

const titles = ({ sessions }: Workshop) => sessions.map((session) => session.title)
const made = async (command: object) => (await facilitator.send(command)).body.made ?? ''
const sessionOf = ({ sessions }: Workshop, id: string) => sessions.find((session) => session.id === id) as Session

/** Returns the group of each participant in the current session, by names. */
function seatsOf({ participants, session, sessions }: Workshop): Record<string, string> {
	const groups = sessions.find((one) => one.id === session)?.groups ?? []
	const nameOf = (id: string) => groups.find((group) => group.id === id)?.name ?? 'nowhere'
	return Object.fromEntries(participants.map((person) => [person.name, nameOf(person.group)]))
}

describe('the sessions of a workshop', () => {
	it('[RUN1] are added with their own groups and boards, renamed, and reordered', async () => {
		const second = await made({ type: 'session.add' })
		const third = await made({ type: 'session.add', title: 'Closing', groups: 4 })
		const added = await facilitator.state()
		expect(titles(added)).toEqual(['Session 1', 'Session 2', 'Closing'])
		expect([second, third].map((id) => sessionOf(added, id).boards.length)).toEqual([3, 5])
		await facilitator.run({ type: 'session.rename', session: second, title: 'Afternoon' })
		expect(titles(await facilitator.run({ type: 'session.move', session: third, to: 0 }))).toEqual([
			'Closing',
			'Session 1',
			'Afternoon',
		])
		expect((await facilitator.state()).session).toBe(added.session)
	})

	it('[RUN4] put participants back into their groups of each session', async () => {
		for (const name of ['Ana', 'Li', 'Omar', 'Zoé']) await join(server.url, facilitator.opened.joinCode, name)
		// Automatic placement would not assign these groups.
		const { participants, sessions } = await facilitator.state()
		const last = sessions[0]?.groups.at(-1)
		for (const { id } of participants)
			await facilitator.run({ type: 'participant.move', participant: id, group: last?.id })
		const before = await facilitator.state()
		const second = await made({ type: 'session.add', groups: 4 })
		const there = await facilitator.run({ type: 'session.goto', session: second })
		expect(new Set(Object.values(seatsOf(there))).size).toBe(4)
		await join(server.url, facilitator.opened.joinCode, 'Late')
		expect((await facilitator.state()).participants.at(-1)?.group).toSatisfy((group) =>
			sessionOf(there, second).groups.some((one) => one.id === group),
		)
		const back = await facilitator.run({ type: 'session.goto', session: before.session })
		const { Late, ...others } = seatsOf(back)
		expect(others).toEqual(seatsOf(before))
		expect(Late).toMatch(/^Group [12]$/)
		const again = await facilitator.run({ type: 'session.goto', session: second })
		expect(seatsOf(again)).toMatchObject(seatsOf(there))
	})

	it('[RUN4] can be copied with phases, groups and seats, and new boards', async () => {
		for (const name of ['Ana', 'Li']) await join(server.url, facilitator.opened.joinCode, name)
		await facilitator.run({ type: 'phase.add', phase: phaseOf('write') })
		await facilitator.run({ type: 'phase.next' })
		const before = await facilitator.state()
		const copy = await made({ type: 'session.copy', session: before.session, title: 'Again' })
		const after = await facilitator.run({ type: 'session.goto', session: copy })
		const { phases, phase, boards, title } = sessionOf(after, copy)
		const original = sessionOf(after, before.session)
		expect([title, phase, phases.map((one) => one.kind)]).toEqual(['Again', null, ['write']])
		expect(phases[0]?.id).not.toBe(original.phases[0]?.id)
		expect(boards.filter((board) => original.boards.some((other) => other.id === board.id))).toEqual([])
		expect(seatsOf(after)).toEqual(seatsOf(before))
		expect(original.phase).toBe(original.phases[0]?.id)
	})

	it('[RUN4] can be removed unless current, and with cards only on request', async () => {
		const second = await made({ type: 'session.add' })
		const refused = await facilitator.send({ type: 'session.remove', session: (await facilitator.state()).session })
		expect([refused.status, refused.body.error?.code]).toEqual([409, 'not_now'])
		const board = sessionOf(await facilitator.state(), second).boards[0]?.id
		const client = await joinedAsStock(server.syncUrl, boardRoom(board as never), facilitator.opened.token)
		putRecord(recordsOf(client.doc), buildCard('kept', { x: 0, y: 0, index: 'a1' as never }, { text: 'kept' }))
		await until('the card is saved', () => client.acked() >= 2)
		const kept = await facilitator.send({ type: 'session.remove', session: second })
		expect([kept.status, kept.body.error?.message]).toEqual([409, expect.stringContaining('1 of this session')])
		expect(titles(await facilitator.run({ type: 'session.remove', session: second, withCards: true }))).toEqual([
			'Session 1',
		])
		client.leave()
	})
})

describe('the session on the projector', () => {
	it('[HAND3] is another one than the running one, until something else is chosen', async () => {
		const first = (await facilitator.state()).session
		const second = await made({ type: 'session.add' })
		const shownAfter = async (command: object) => {
			const { projection, projectedSession } = await facilitator.run(command)
			return [projection, projectedSession]
		}
		const allBoards = { type: 'projection.set', shows: 'wall', session: second }
		const coverage = { ...allBoards, shows: 'coverage' }
		expect(await shownAfter(allBoards)).toEqual(['wall', second])
		expect(await shownAfter(coverage)).toEqual(['coverage', second])
		expect(await shownAfter({ type: 'projection.set', shows: 'coverage' })).toEqual(['coverage', undefined])
		expect(await shownAfter({ ...allBoards, session: first })).toEqual(['wall', undefined])
		expect(await shownAfter({ ...allBoards, shows: 'lobby' })).toEqual(['lobby', undefined])
		await facilitator.run(allBoards)
		expect(await shownAfter({ type: 'phase.add', phase: { kind: 'write', title: { en: 'P' } } })).toEqual([
			'wall',
			second,
		])
		expect(await shownAfter({ type: 'phase.next', from: null })).toEqual([null, undefined])
		const unknown = await facilitator.send({ ...allBoards, session: 'nowhere' })
		expect([unknown.status, unknown.body.error?.code]).toEqual([404, 'not_found'])
		await facilitator.run(allBoards)
		expect(await shownAfter({ type: 'session.goto', session: second })).toEqual([null, undefined])
	})

	it('[HAND4] has a board beside that of another one, until something else is chosen', async () => {
		const second = await made({ type: 'session.add' })
		const { sessions } = await facilitator.state()
		const [one, other] = sessions.map(({ boards }) => boards[0]?.id)
		const pair = { type: 'projection.set', shows: 'wall', boards: [one, other] }
		const refusal = async (boards: unknown[]) => (await facilitator.send({ ...pair, boards })).body.error?.code
		expect(await refusal([one, one])).toBe('invalid_input')
		expect(await refusal([one, 'nowhere'])).toBe('not_found')
		const shown = await facilitator.run(pair)
		expect([shown.projection, shown.projectedBoards]).toEqual(['wall', [one, other]])
		const next = await facilitator.run({ type: 'projection.set', shows: 'wall', session: second })
		expect([next.projectedBoards, next.projectedSession]).toEqual([undefined, second])
		await facilitator.run(pair)
		const removed = await facilitator.run({ type: 'session.remove', session: second })
		expect([removed.projection, removed.projectedBoards]).toEqual([null, undefined])
	})

	it('[HAND3] and its boards are not shown after the session was removed', async () => {
		const second = await made({ type: 'session.add' })
		const [board] = sessionOf(await facilitator.state(), second).boards
		await facilitator.run({ type: 'projection.set', shows: 'wall', session: second })
		await facilitator.run({ type: 'spotlight.set', board: board?.id })
		const after = await facilitator.run({ type: 'session.remove', session: second })
		expect([after.projection, after.projectedSession, after.spotlight]).toEqual([null, undefined, null])
	})
})
