import type { Group, JoinResult, Session, Workshop } from '@charrette/shared'
import { chooseHosts, findParticipant, planRotation } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { FacilitatorClient } from './support/call.ts'
import { call, join, openAsFacilitator } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'

let server: TestServer
let facilitator: FacilitatorClient
let people: JoinResult[]
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
	facilitator = await openAsFacilitator(server.url, { groups: 3 })
	people = []
	for (const name of ['Ana', 'Bo', 'Chen', 'Dia', 'Eve', 'Fu'])
		people.push(await join(server.url, facilitator.opened.joinCode, name, 'Lima'))
})

const sessionOf = ({ sessions, session }: Workshop) => sessions.find((one) => one.id === session) as Session
const groupsOf = (workshop: Workshop) => sessionOf(workshop).groups
const idOf = (index: number) => people[index]?.participant.id
const groupOf = (workshop: Workshop, index: number) => findParticipant(workshop, idOf(index) ?? '')?.group

/** The seats of all people, with hosts and groups in use, as `groups.seat` takes them. */
const seatsOf = (workshop: Workshop) => ({
	rotation: sessionOf(workshop).rotation ?? null,
	seats: groupsOf(workshop).map(({ id, host, isResting }: Group) => ({
		group: id,
		people: workshop.participants.filter((person) => person.group === id).map((person) => person.id),
		host: host ?? null,
		isResting: isResting ?? false,
	})),
})

it('[SEAT2] swaps two people in one change, and leaves everyone else in place', async () => {
	const before = await facilitator.state()
	const [a, b] = [groupOf(before, 0), groupOf(before, 1)]
	expect(a).not.toBe(b)
	const seats = [
		{ group: b, people: [idOf(0)] },
		{ group: a, people: [idOf(1)] },
	]
	const after = await facilitator.run({ type: 'groups.seat', seats })
	expect([groupOf(after, 0), groupOf(after, 1), after.version]).toEqual([b, a, before.version + 1])
	for (const index of [2, 3, 4, 5]) expect(groupOf(after, index)).toBe(groupOf(before, index))
})

it('[SEAT3] undoes a mix: seats, hosts and groups in use are as before', async () => {
	const state = await facilitator.state()
	const [group] = groupsOf(state)
	const host = state.participants.find((person) => person.group === group?.id)?.id
	const before = await facilitator.run({ type: 'group.host', group: group?.id, participant: host })
	await facilitator.run({ type: 'groups.mix', plan: { seed: 4, count: 2 } })
	await facilitator.run({ type: 'group.host', group: group?.id, participant: null })
	const after = await facilitator.run({ type: 'groups.seat', ...seatsOf(before) })
	expect(seatsOf(after)).toEqual(seatsOf(before))
	expect(after.participants).toEqual(before.participants)
})

it('[SEAT3] the groups that an undone mix added rest, and stay', async () => {
	const before = await facilitator.state()
	const grown = await facilitator.run({ type: 'groups.mix', plan: { seed: 4, count: 5 } })
	expect(groupsOf(grown)).toHaveLength(5)
	const after = await facilitator.run({ type: 'groups.seat', ...seatsOf(before), othersRest: true })
	expect(groupsOf(after).map(({ isResting }) => isResting ?? false)).toEqual([false, false, false, true, true])
	expect(after.participants).toEqual(before.participants)
})

it('[SEAT3] undoes a rotation with its history, so that the next one is the same', async () => {
	await facilitator.run({ type: 'groups.mix', plan: { seed: 1 } })
	const before = await facilitator.run({ type: 'groups.rotate' })
	const rotated = await facilitator.run({ type: 'groups.rotate' })
	const after = await facilitator.run({ type: 'groups.seat', ...seatsOf(before) })
	expect([after.participants, sessionOf(after).rotation]).toEqual([before.participants, sessionOf(before).rotation])
	expect((await facilitator.run({ type: 'groups.rotate' })).participants).toEqual(rotated.participants)
})

it('[SEAT2] skips people who left', async () => {
	const [group] = groupsOf(await facilitator.state())
	await facilitator.run({ type: 'participant.remove', participant: idOf(5) })
	const seats = [{ group: group?.id, people: [idOf(5), idOf(1), 'nobody'] }]
	const after = await facilitator.run({ type: 'groups.seat', seats })
	expect([groupOf(after, 1), groupOf(after, 5)]).toEqual([group?.id, undefined])
})

it.each([
	['no seats', { seats: [] }, 400],
	['a person in two groups', (ids: string[]) => ({ seats: ids.map((group) => ({ group, people: ['a'] })) }), 400],
	['a group twice', ([id]: string[]) => ({ seats: [id, id].map((group) => ({ group, people: [] })) }), 400],
	['an unknown group', { seats: [{ group: 'nowhere', people: [] }] }, 404],
	['a malformed rotation', { seats: [], rotation: { tables: [], been: { a: ['b'] } } }, 400],
])('[SEAT2] rejects %s, and changes nothing', async (_, body, status) => {
	const before = await facilitator.state()
	const sent = typeof body === 'function' ? body(groupsOf(before).map(({ id }) => id)) : body
	expect((await facilitator.send({ type: 'groups.seat', ...sent })).status).toBe(status)
	expect(await facilitator.state()).toEqual(before)
})

it('[SEAT2] is refused to participants, and to groups of another session', async () => {
	const group = groupsOf(await facilitator.state())[0]?.id
	const path = `/api/workshops/${facilitator.opened.workshop.id}/commands`
	const seats = [{ group, people: [idOf(0)] }]
	const sent = await call(server.url, path, { token: people[0]?.token ?? '', body: { type: 'groups.seat', seats } })
	expect(sent.status).toBe(403)
	const { body } = await facilitator.send({ type: 'session.add', groups: 1 })
	const elsewhere = (await facilitator.state()).sessions.find((session) => session.id === body.made)?.groups[0]?.id
	const moved = await facilitator.send({ type: 'groups.seat', seats: [{ group: elsewhere, people: [idOf(0)] }] })
	expect(moved.status).toBe(409)
})

it('[SEAT4] a person who joins after a mix is a latecomer until a facilitator seats them', async () => {
	expect(sessionOf(await facilitator.state()).latecomers).toBeUndefined()
	await facilitator.run({ type: 'groups.mix', plan: { seed: 1 } })
	const late = await join(server.url, facilitator.opened.joinCode, 'Late', 'Oslo')
	const other = await join(server.url, facilitator.opened.joinCode, 'Later', 'Oslo')
	const joined = await facilitator.state()
	expect(sessionOf(joined).latecomers).toEqual([late.participant.id, other.participant.id])
	const seats = [{ group: late.participant.group, people: [late.participant.id] }]
	const seated = await facilitator.run({ type: 'groups.seat', seats })
	expect(sessionOf(seated).latecomers).toEqual([other.participant.id])
	const group = groupsOf(seated).find(({ id }) => id !== other.participant.group)?.id
	const moved = await facilitator.run({ type: 'participant.move', participant: other.participant.id, group })
	expect(sessionOf(moved).latecomers).toEqual([])
})

it('[GROUP2d] rotates as the plan showed, with the chosen hosts and without a removed one', async () => {
	const before = await facilitator.run({ type: 'groups.mix', plan: { seed: 2 } })
	const [first] = groupsOf(before)
	const named = before.participants.find((person) => person.group === first?.id)?.id
	await facilitator.run({ type: 'group.host', group: first?.id, participant: named })
	const hosts = chooseHosts(before)
	hosts.delete(first?.id ?? ('' as Group['id']))
	const plan = planRotation(before, hosts)
	const listed = groupsOf(before).map(({ id }) => ({ group: id, participant: hosts.get(id) ?? null }))
	const after = await facilitator.run({ type: 'groups.rotate', hosts: listed })
	for (const person of after.participants) expect(person.group).toBe(plan.seats.get(person.id))
	expect(groupsOf(after).map(({ id, host }) => [id, host])).toEqual(
		groupsOf(before).map(({ id }) => [id, hosts.get(id)]),
	)
})

it('[GROUP5] further languages come with joining or from a facilitator, and are no duplicate of the own one', async () => {
	const body = {
		code: facilitator.opened.joinCode,
		name: 'Gil',
		city: 'Oslo',
		locale: 'fr',
		speaks: ['es', 'fr', 'es'],
	}
	const joined = await call<JoinResult>(server.url, '/api/join', { body })
	expect(joined.body.participant).toMatchObject({ locale: 'fr', speaks: ['es'] })
	const participant = joined.body.participant.id
	const speaksOf = (workshop: Workshop) => findParticipant(workshop, participant)?.speaks
	const change = { type: 'participant.change', participant }
	expect(speaksOf(await facilitator.run({ ...change, speaks: ['en', 'zh-CN'] }))).toEqual(['en', 'zh-CN'])
	expect(speaksOf(await facilitator.run({ ...change, name: 'Gil Roy' }))).toEqual(['en', 'zh-CN'])
	expect(speaksOf(await facilitator.run({ ...change, speaks: [] }))).toBeUndefined()
	expect((await facilitator.send({ ...change, speaks: ['tlh'] })).status).toBe(400)
})

it('[GROUP5] a mix by plan says how many groups lack an interpreter', async () => {
	const foreign = { code: facilitator.opened.joinCode, name: 'Hu', city: 'Wuhan', locale: 'zh-CN' }
	await call(server.url, '/api/join', { body: foreign })
	const plan = { seed: 1, count: 3, needsInterpreters: true }
	const { body } = await facilitator.send({ type: 'groups.mix', plan })
	expect(body.unmet).toEqual(['One group has no interpreter.'])
	await facilitator.run({ type: 'participant.change', participant: idOf(0), speaks: ['zh-CN'] })
	expect((await facilitator.send({ type: 'groups.mix', plan })).body.unmet).toBeUndefined()
})
