import {
	type BoardId,
	type JoinResult,
	type LastVisits,
	LIMITS,
	newMessageId,
	newThreadId,
	type ThreadAction,
	type ThreadsForMe,
} from '@charrette/shared'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { call, type FacilitatorClient, join, openAsFacilitator, phaseOf } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { until } from './support/until.ts'

/* The threads for a person on all boards of a workshop, over HTTP (TALK6). */

let server: TestServer
let facilitator: FacilitatorClient
let ana: JoinResult
let bo: JoinResult
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
	facilitator = await openAsFacilitator(server.url, { groups: 2 })
	ana = await join(server.url, facilitator.opened.joinCode, 'Ana', 'Dakar')
	bo = await join(server.url, facilitator.opened.joinCode, 'Bo', 'Wuhan')
})

const boards = () => facilitator.opened.workshop.sessions[0]?.boards.map(({ id }) => id) as BoardId[]
async function post({ token }: { token: string }, board: BoardId | undefined, body: ThreadAction): Promise<void> {
	expect((await call(server.url, `/api/boards/${board}/threads`, { token, body })).status).toBe(204)
}
const start = (text: string, mentions: string[] = []) => ({
	type: 'start' as const,
	thread: newThreadId(),
	message: newMessageId(),
	on: { type: 'board' as const },
	text,
	mentions,
})
const ask = ({ token }: { token: string }, visits?: LastVisits) =>
	call<ThreadsForMe>(server.url, `/api/workshops/${facilitator.opened.workshop.id}/my-threads`, {
		token,
		body: visits ? { visits } : {},
	})
const textsFor = async (person: { token: string }, visits?: LastVisits) =>
	(await ask(person, visits)).body.threads.map(({ text }) => text).toSorted()
/** A time after everything that was written so far. */
async function later(): Promise<number> {
	const now = Date.now()
	await until('the time has passed', () => Date.now() > now)
	return now
}

it('[TALK6] are those that name the person, their group or the facilitator, and those they wrote in', async () => {
	const [one, two] = boards()
	await post(bo, one, start('to Ana', [ana.participant.id]))
	await post(bo, two, start('to her group', [ana.participant.group]))
	await post(bo, two, start('to the facilitator', ['facilitator']))
	await post(bo, one, start('to nobody'))
	const asked = start('her question')
	await post(ana, two, asked)
	await post(bo, two, { type: 'reply', thread: asked.thread, message: newMessageId(), text: 'the answer' })
	expect(await textsFor(ana)).toEqual(['the answer', 'to Ana', 'to her group'])
	expect(await textsFor(facilitator.opened)).toEqual(['to the facilitator'])
	const { threads, count } = (await ask(ana)).body
	expect(count).toBe(3)
	expect(threads[0]).toMatchObject({ board: two, thread: asked.thread, author: 'Bo', city: 'Wuhan', count: 1 })
})

it('[TALK6] name nobody in an anonymous workshop, and have nothing of private writing', async () => {
	await post(bo, boards()[0], start('to Ana', [ana.participant.id]))
	await facilitator.run({ type: 'anonymity.set', isAnonymous: true })
	const hidden = await ask(ana)
	expect(hidden.body.threads).toHaveLength(1)
	for (const leak of ['"Bo"', 'Wuhan', bo.participant.id]) expect(hidden.text).not.toContain(leak)
	const { body } = await facilitator.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })
	await facilitator.run({ type: 'phase.goto', phase: body.made })
	expect((await ask(ana)).body).toEqual({ threads: [], count: 0 })
})

it('[TALK6] are not for strangers, projectors, or people who were removed', async () => {
	const { body: made } = await facilitator.send({ type: 'links.create', role: 'projector' })
	const secret = new URL(made.link ?? '').hash.slice(1)
	const projector = (await call<{ token: string }>(server.url, '/api/token', { body: { secret } })).body
	await post(bo, boards()[0], start('to all', [ana.participant.id, 'facilitator']))
	expect((await ask(projector)).body).toEqual({ threads: [], count: 0 })
	const stranger = await openAsFacilitator(server.url)
	expect((await ask(stranger.opened)).status).toBe(403)
	await facilitator.run({ type: 'participant.remove', participant: ana.participant.id })
	expect((await ask(ana)).status).not.toBe(200)
})

it('[TALK6] since a visit have the new messages only, of the boards with news', async () => {
	const [one, two] = boards()
	await post(bo, one, start('before', [ana.participant.id]))
	const workshop = await later()
	expect((await ask(ana, { boards: {}, workshop })).body).toEqual({ threads: [], count: 0 })
	await post(bo, two, start('after', [ana.participant.id]))
	expect(await textsFor(ana, { boards: {}, workshop })).toEqual(['after'])
	expect(await textsFor(ana, { boards: { [two as string]: Date.now() + 1000 }, workshop })).toEqual([])
	expect((await ask(ana, { boards: { '../x': 1 }, workshop })).status).toBe(400)
})

it('[TALK6] are cut and counted beyond the limit', async () => {
	const long = 'x'.repeat(LIMITS.maxThreadTextLength)
	for (let at = 0; at <= LIMITS.maxThreadsForMe; at++)
		await post(at % 2 ? bo : facilitator.opened, boards()[at % 3], start(long, [ana.participant.id]))
	const { threads, count } = (await ask(ana)).body
	expect([threads.length, count]).toEqual([LIMITS.maxThreadsForMe, LIMITS.maxThreadsForMe + 1])
	expect(threads.every(({ text }) => text.length === LIMITS.maxQuotedLength)).toBe(true)
})
