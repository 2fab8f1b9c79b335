import type { CreatedWorkshop, FacilitatorId, GroupId, NamedFacilitator, Session, Workshop } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { FacilitatorClient } from './support/call.ts'
import { call, join, openAsFacilitator } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'

let server: TestServer
let facilitator: FacilitatorClient
let ana: FacilitatorId
let ben: FacilitatorId
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
	facilitator = await openAsFacilitator(server.url, { groups: 3 })
	await facilitator.run({ type: 'facilitator.add', name: 'Ana' })
	const { facilitators = [] } = await facilitator.run({ type: 'facilitator.add', name: 'Ben' })
	;[ana, ben] = facilitators.map(({ id }) => id) as [FacilitatorId, FacilitatorId]
})

const sessionOf = ({ sessions, session }: Workshop, id = session) => sessions.find((one) => one.id === id) as Session
const groupsOf = (workshop: Workshop) => sessionOf(workshop).groups.map(({ id }) => id)
const ownersOf = (workshop: Workshop, id?: Session['id']) =>
	sessionOf(workshop, id).groups.map((group) => group.facilitator ?? null)
const assign = (pairs: [GroupId | undefined, FacilitatorId | null][]) =>
	facilitator.run({ type: 'groups.assign', groups: pairs.map(([group, owner]) => ({ group, facilitator: owner })) })
const refusal = async (command: Record<string, unknown>) => {
	const { body } = await facilitator.send(command)
	return [body.error?.code, body.error?.reason]
}

it('[BLOCK1] facilitators are listed by distinct names, which facilitators correct and remove', async () => {
	const named = (list: NamedFacilitator[] = []) => list.map(({ name }) => name)
	expect(named((await facilitator.state()).facilitators)).toEqual(['Ana', 'Ben'])
	expect(await refusal({ type: 'facilitator.add', name: ' ANA ' })).toEqual(['not_now', 'facilitator_named'])
	const ownName = { type: 'facilitator.rename', facilitator: ana, name: 'ana' }
	expect(named((await facilitator.run(ownName)).facilitators)).toEqual(['ana', 'Ben'])
	expect(await refusal({ ...ownName, name: 'Ben' })).toEqual(['not_now', 'facilitator_named'])
	for (const type of ['facilitator.rename', 'facilitator.remove'])
		expect(await refusal({ type, facilitator: 'nobody', name: 'Eve' })).toEqual(['not_found', undefined])
	await facilitator.run({ type: 'facilitator.remove', facilitator: ana })
	expect(await facilitator.run({ type: 'facilitator.remove', facilitator: ben })).not.toHaveProperty('facilitators')
})

it('[BLOCK1] a workshop names a limited number of facilitators', async () => {
	for (let n = 2; n < LIMITS.maxFacilitators; n++) await facilitator.run({ type: 'facilitator.add', name: `F ${n}` })
	const refused = await refusal({ type: 'facilitator.add', name: 'Another' })
	expect(refused).toEqual(['not_now', 'too_many_facilitators'])
})

it('[BLOCK1] only facilitators see the names', async () => {
	const { token } = await join(server.url, facilitator.opened.joinCode, 'Chen')
	const path = `/api/workshops/${facilitator.opened.workshop.id}`
	const seen = async (reader: string) => (await call(server.url, path, { token: reader })).text.includes('"Ana"')
	expect(await Promise.all([seen(facilitator.opened.token), seen(token)])).toEqual([true, false])
})

it('[BLOCK2] groups are assigned in one change, and the others stay as they are', async () => {
	const before = await facilitator.state()
	const [first, second, third] = groupsOf(before)
	const assigned = await assign([
		[first, ana],
		[second, ana],
	])
	expect([ownersOf(assigned), assigned.version]).toEqual([[ana, ana, null], before.version + 1])
	const changed = await assign([
		[second, null],
		[third, ben],
	])
	expect(ownersOf(changed)).toEqual([ana, null, ben])
	const unknown = (groups: unknown[]) => refusal({ type: 'groups.assign', groups })
	expect(await unknown([{ group: 'none', facilitator: ana }])).toEqual(['not_found', undefined])
	expect(await unknown([{ group: first, facilitator: 'none' }])).toEqual(['not_found', undefined])
	const twice = [ana, ben].map((owner) => ({ group: first, facilitator: owner }))
	expect((await unknown(twice))[0]).toBe('invalid_input')
	expect(ownersOf(await facilitator.state())).toEqual([ana, null, ben])
})

it('[BLOCK2] tables keep their facilitator when people are mixed, rotated and moved', async () => {
	for (const name of ['Chen', 'Dia', 'Eve', 'Fu']) await join(server.url, facilitator.opened.joinCode, name)
	const before = await facilitator.state()
	await assign(groupsOf(before).map((group, n) => [group, n === 0 ? ana : ben]))
	await facilitator.run({ type: 'groups.mix', plan: { seed: 1, count: 2 } })
	await facilitator.run({ type: 'groups.rotate' })
	await facilitator.run({ type: 'groups.rename', group: groupsOf(before)[1], name: 'Water' })
	const [group, , resting] = groupsOf(before)
	const seats = [{ group, people: before.participants.map(({ id }) => id) }]
	const after = await facilitator.run({ type: 'groups.seat', seats, othersRest: true })
	expect(ownersOf(after)).toEqual([ana, ben, ben])
	expect(ownersOf(await facilitator.run({ type: 'groups.remove', group: resting }))).toEqual([ana, ben])
})

it('[BLOCK2] the groups of a removed facilitator have nobody, in all sessions', async () => {
	await assign(groupsOf(await facilitator.state()).map((group, n) => [group, n === 2 ? ben : ana]))
	const { sessions } = await facilitator.run({ type: 'session.add' })
	const next = sessions[1]?.id
	const after = await facilitator.run({ type: 'facilitator.remove', facilitator: ana })
	expect([ownersOf(after), ownersOf(after, next)]).toEqual([
		[null, null, ben],
		[null, null, ben],
	])
})

it('[BLOCK2] a further session and a copied one have the facilitators of the same places', async () => {
	const before = await facilitator.state()
	await assign([[groupsOf(before)[1], ben]])
	await facilitator.run({ type: 'session.add', groups: 2 })
	const { sessions } = await facilitator.run({ type: 'session.copy', session: before.session })
	const owners = sessions.map(({ groups }) => groups.map((group) => group.facilitator ?? null))
	expect(owners).toEqual([
		[null, ben, null],
		[null, ben],
		[null, ben, null],
	])
})

it('[BLOCK2] a copy of the workshop has neither names nor assignments', async () => {
	await assign([[groupsOf(await facilitator.state())[0], ana]])
	const body = { of: facilitator.opened.token, title: 'Copy' }
	const { workshop } = (await call<CreatedWorkshop>(server.url, '/api/workshops/copies', { body })).body
	expect([workshop.facilitators, ownersOf(workshop)]).toEqual([undefined, [null, null, null]])
})
