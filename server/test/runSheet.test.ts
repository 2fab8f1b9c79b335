import type { PhaseId, Session, Workshop } from '@charrette/shared'
import { boardRoom, buildCard, CLOSE, putRecord, recordsOf } from '@charrette/shared'
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

const sessionOf = ({ sessions }: Workshop): Session => sessions[0] as Session
const kinds = (workshop: Workshop) => sessionOf(workshop).phases.map((phase) => phase.kind)
const idOf = (workshop: Workshop, kind: string) => sessionOf(workshop).phases.find((phase) => phase.kind === kind)?.id
const currentKind = (workshop: Workshop) => {
	const { phases, phase } = sessionOf(workshop)
	return phases.find((one) => one.id === phase)?.kind ?? null
}

/** Creates a run sheet with these phases. */
async function sheetOf(...wanted: string[]): Promise<Workshop> {
	for (const kind of wanted) await facilitator.run({ type: 'phase.add', phase: phaseOf(kind) })
	return facilitator.state()
}

describe('a run sheet', () => {
	it('[RUN1] gets phases at the end or at an index, with the defaults of their kind', async () => {
		await sheetOf('write', 'vote')
		const answer = await facilitator.send({ type: 'phase.add', at: 1, phase: phaseOf('cluster', { shows: 'lobby' }) })
		const workshop = await facilitator.state()
		expect(kinds(workshop)).toEqual(['write', 'cluster', 'vote'])
		expect(sessionOf(workshop).phases[1]).toEqual({
			id: answer.body.made,
			kind: 'cluster',
			title: { en: 'cluster' },
			prompt: {},
			minutes: 10,
			may: ['write', 'arrange', 'link'],
			shows: 'lobby',
			isPrivate: false,
		})
	})

	it('[RUN1c] a phase can lead to the exchange, and to the board again', async () => {
		const workshop = await facilitator.run({ type: 'phase.add', phase: phaseOf('write', { leadsTo: 'practices' }) })
		const phase = idOf(workshop, 'write')
		const leadsTo = async (change: object) =>
			sessionOf(await facilitator.run({ type: 'phase.change', phase, change })).phases[0]?.leadsTo
		expect(await leadsTo({ minutes: 3 })).toBe('practices')
		expect(await leadsTo({ leadsTo: 'board' })).toBe('board')
		const refused = { type: 'phase.change', phase, change: { leadsTo: 'https://example.org' } }
		expect((await facilitator.send(refused)).status).toBe(400)
	})

	it('[RUN1] phases can be changed, moved, copied and removed', async () => {
		const sheet = await sheetOf('write', 'link', 'vote')
		const [write, vote] = [idOf(sheet, 'write'), idOf(sheet, 'vote')]
		await facilitator.run({ type: 'phase.move', phase: vote, to: 0 })
		await facilitator.run({ type: 'phase.copy', phase: write })
		const change = { minutes: 3, prompt: { 'zh-CN': '写下障碍' }, may: ['write', 'write'] }
		const changed = await facilitator.run({ type: 'phase.change', phase: write, change })
		expect(kinds(changed)).toEqual(['vote', 'write', 'write', 'link'])
		expect(sessionOf(changed).phases[1]).toMatchObject({
			...change,
			may: ['write'],
			kind: 'write',
			title: { en: 'write' },
		})
		expect(sessionOf(changed).phases[2]).toMatchObject({ minutes: 10, prompt: {} })
		expect(kinds(await facilitator.run({ type: 'phase.remove', phase: write }))).toEqual(['vote', 'write', 'link'])
	})

	it('[RUN2] steps from before the first phase to the last', async () => {
		await sheetOf('write', 'vote')
		const steps = ['next', 'next', 'next', 'previous', 'previous', 'previous']
		const seen: (string | null)[] = []
		for (const step of steps) seen.push(currentKind(await facilitator.run({ type: `phase.${step}` })))
		expect(seen).toEqual(['write', 'vote', 'vote', 'write', null, null])
		expect(
			currentKind(await facilitator.run({ type: 'phase.goto', phase: idOf(await facilitator.state(), 'vote') })),
		).toBe('vote')
		expect(currentKind(await facilitator.run({ type: 'phase.goto', phase: null }))).toBeNull()
	})

	it('[RUN2] advances by one when two facilitators press "next" at the same time', async () => {
		const sheet = await sheetOf('write', 'link', 'vote')
		await facilitator.run({ type: 'phase.next' })
		const next = { type: 'phase.next', from: idOf(sheet, 'write') }
		await Promise.all([facilitator.send(next), facilitator.send(next), facilitator.send(next)])
		expect(currentKind(await facilitator.state())).toBe('link')
		expect(currentKind(await facilitator.run({ type: 'phase.previous', from: null }))).toBe('link')
	})

	it('[RUN2] keeps the current phase through other changes, and does not remove it', async () => {
		const sheet = await sheetOf('write', 'link', 'vote')
		const link = idOf(sheet, 'link')
		await facilitator.run({ type: 'phase.goto', phase: link })
		await facilitator.run({ type: 'phase.move', phase: link, to: 99 })
		expect(currentKind(await facilitator.run({ type: 'phase.remove', phase: idOf(sheet, 'write') }))).toBe('link')
		const { status, body } = await facilitator.send({ type: 'phase.remove', phase: link })
		expect([status, body.error?.code, body.error?.reason]).toEqual([409, 'not_now', 'phase_runs'])
	})

	it('[RUN3] a new phase makes the projector follow it again', async () => {
		const sheet = await sheetOf('write', 'vote')
		await facilitator.run({ type: 'spotlight.set', board: sessionOf(sheet).boards[0]?.id })
		const chosen = await facilitator.run({ type: 'projection.set', shows: 'wall' })
		expect([chosen.projection, chosen.spotlight]).toEqual(['wall', null])
		await facilitator.run({ type: 'spotlight.set', board: sessionOf(sheet).boards[0]?.id })
		const begun = await facilitator.run({ type: 'phase.next' })
		expect([begun.projection, begun.spotlight]).toEqual([null, null])
	})

	it.each([
		['a phase without a title', { type: 'phase.add', phase: { kind: 'write', title: {} } }, 'phase.title'],
		['an unknown kind', { type: 'phase.add', phase: phaseOf('dance') }, 'phase.kind'],
		['an unknown activity', { type: 'phase.add', phase: phaseOf('write', { may: ['shout'] }) }, 'phase.may.0'],
		['an endless phase', { type: 'phase.add', phase: phaseOf('write', { minutes: 1e9 }) }, 'phase.minutes'],
	])('rejects %s, and names the field', async (_, command, where) => {
		const { status, body } = await facilitator.send(command)
		expect([status, body.error?.code]).toEqual([400, 'invalid_input'])
		expect(body.error?.message).toContain(where)
	})

	it.each(['phase.change', 'phase.remove', 'phase.move', 'phase.copy', 'phase.goto'])(
		'%s rejects an unknown phase',
		async (type) => {
			const { status, body } = await facilitator.send({ type, phase: 'nothing' as PhaseId, change: {}, to: 0 })
			expect([status, body.error?.code]).toEqual([404, 'not_found'])
		},
	)

	it('[ROOM1] a vote makes the board read-only, and the next phase editable again', async () => {
		await sheetOf('write', 'vote')
		const ana = await join(server.url, facilitator.opened.joinCode, 'Ana')
		const client = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), ana.token)
		const board = recordsOf(client.doc)
		const write = (id: string) => putRecord(board, buildCard(id, { x: 0, y: 0, index: 'a1' as never }, { text: id }))
		const watch = await joinedAsStock(server.syncUrl, boardRoom(ana.board.id), facilitator.opened.token)
		const seen = (id: string) => recordsOf(watch.doc).has(`shape:${id}`)
		await facilitator.run({ type: 'phase.next' })
		write('before')
		await until('the edit arrives', () => seen('before'))
		await facilitator.run({ type: 'phase.next' })
		await until('access changed', () => client.closed() === CLOSE.accessChanged)
		await until('the client has reconnected', () => client.provider.synced)
		write('during')
		await until('the edit is rejected', () => client.nacked() > 0)
		expect(seen('during')).toBe(false)
		await facilitator.run({ type: 'phase.previous' })
		await until('the pending edit arrives', () => seen('during'))
		for (const one of [client, watch]) one.leave()
	})
})
