import type { BoardContent, ErrorBody, RunSheetFile, Session, TemplateOffer, Workshop } from '@charrette/shared'
import { boardRoom, isLocked, recordsOf, TEMPLATE_IDS } from '@charrette/shared'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Answer, FacilitatorClient } from './support/call.ts'
import { call, join, openAsFacilitator, phaseOf } from './support/call.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { until } from './support/until.ts'

let server: TestServer
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())

const sessionOf = ({ sessions }: Workshop, id: string) => sessions.find((session) => session.id === id) as Session

/** Returns the titles of clusters on each board of a session. */
async function clustersOf({ opened }: FacilitatorClient, { boards }: Session): Promise<string[][]> {
	const contents = boards.map((board) =>
		call<BoardContent>(server.url, `/api/boards/${board.id}/content`, { token: opened.token }),
	)
	return (await Promise.all(contents)).map(({ body }) => body.clusters.map((cluster) => cluster.title))
}

const sheet = ({ opened }: FacilitatorClient, query = '', token = opened.token) =>
	call<RunSheetFile & Partial<ErrorBody>>(server.url, `/api/workshops/${opened.workshop.id}/runsheet.json${query}`, {
		token,
	})

describe('templates', () => {
	it.each(TEMPLATE_IDS)('[TEMPLATE1] %s opens a workshop with its phases and layouts', async (template) => {
		const facilitator = await openAsFacilitator(server.url, { template, groups: 3, locale: 'zh-CN' })
		const { workshop } = facilitator.opened
		const [session] = workshop.sessions
		expect(session?.phases.length).toBeGreaterThan(3)
		expect([session?.phase, workshop.timer]).toEqual([null, null])
		const titles = await clustersOf(facilitator, session as Session)
		expect(titles[0]?.length).toBeGreaterThan(0)
		expect([titles[1], titles[2]]).toEqual([titles[0], titles[0]])
		for (const title of titles.flat()) expect(title).toMatch(/\p{Script=Han}/u)
		let now = await facilitator.run({ type: 'phase.next' })
		for (let left = session?.phases.length ?? 0; left > 1; left--) now = await facilitator.run({ type: 'phase.next' })
		expect(sessionOf(now, now.session).phase).toBe(session?.phases.at(-1)?.id)
	})

	it('[TEMPLATE1] add a session, and its copy has the locked layer but no cards', async () => {
		const facilitator = await openAsFacilitator(server.url)
		const ana = await join(server.url, facilitator.opened.joinCode, 'Ana')
		const added = (await facilitator.send({ type: 'session.add', template: 'impact-effort' })).body.made ?? ''
		const there = await facilitator.run({ type: 'session.goto', session: added })
		expect(sessionOf(there, added).title).toBe('Impact and effort')
		const home = sessionOf(there, added).groups.find((group) =>
			there.participants.some((person) => person.id === ana.participant.id && person.group === group.id),
		)
		const client = await joinedAsStock(server.syncUrl, boardRoom(home?.board as never), ana.token)
		recordsOf(client.doc).get('shape:set-up-1')?.set('xy', [999, 999])
		await until(
			'the edit is reverted',
			() => String(recordsOf(client.doc).get('shape:set-up-1')?.get('xy')) !== '999,999',
		)
		client.leave()
		const copied = (await facilitator.send({ type: 'session.copy', session: added })).body.made ?? ''
		const copy = sessionOf(await facilitator.state(), copied)
		expect(await clustersOf(facilitator, copy)).toEqual(await clustersOf(facilitator, sessionOf(there, added)))
		const watch = await joinedAsStock(server.syncUrl, boardRoom(copy.boards[0]?.id as never), facilitator.opened.token)
		expect([...recordsOf(watch.doc).values()].every(isLocked)).toBe(true)
		watch.leave()
	})

	it('[TEMPLATE1] are listed for everyone, with their titles and phases', async () => {
		const { body } = await call<{ templates: TemplateOffer[] }>(server.url, '/api/templates')
		expect(body.templates.map((template) => template.id)).toEqual([...TEMPLATE_IDS])
		expect(body.templates[0]?.title.fr).toBe('Carte des obstacles et des solutions')
	})
})

describe('a run sheet as a file', () => {
	it('[TEMPLATE2] is saved as a file, and opened in another workshop with all phases', async () => {
		const here = await openAsFacilitator(server.url, { template: 'world-cafe', locales: ['en', 'es'] })
		const saved = await sheet(here)
		const date = new Date().toISOString().slice(0, 10)
		expect(saved.headers.get('Content-Disposition')).toContain(
			`Urban innovation - World Cafe - run sheet - ${date}.json`,
		)
		const elsewhere = await openAsFacilitator(server.url)
		const added = await elsewhere.send({ type: 'session.add', sheet: saved.body, groups: 5 })
		const session = sessionOf(await elsewhere.state(), added.body.made ?? '')
		expect([session.title, session.groups.length]).toEqual(['World Café', 5])
		const plans = session.phases.map(({ id: _, ...plan }) => plan)
		expect(plans).toEqual(saved.body.phases)
		const again = await sheet(elsewhere, `?session=${session.id}`)
		expect(again.body).toEqual(saved.body)
	})

	it.each<[string, (file: RunSheetFile) => unknown, string]>([
		['another file', () => ({ cards: [] }), 'this is not a run sheet'],
		['a later version', (file) => ({ ...file, version: 2 }), 'from a newer Charrette'],
		[
			'a broken phase',
			({ phases: [first], ...file }) => ({ ...file, phases: [first, { kind: 'dance' }] }),
			'sheet.phases.1.kind',
		],
		[
			'too many phases',
			(file) => ({ ...file, phases: Array.from({ length: 61 }, () => phaseOf('write')) }),
			'sheet.phases',
		],
	])('[TEMPLATE2] %s is rejected with a reason, and nothing is added', async (_, spoil, reason) => {
		const facilitator = await openAsFacilitator(server.url, { template: 'dot-vote' })
		const { status, body } = await facilitator.send({
			type: 'session.add',
			sheet: spoil((await sheet(facilitator)).body),
		})
		expect([status, body.error?.code]).toEqual([400, 'invalid_input'])
		expect(body.error?.message).toContain(reason)
		expect((await facilitator.state()).sessions).toHaveLength(1)
	})

	it('[TEMPLATE2] is for facilitators, of an existing session', async () => {
		const facilitator = await openAsFacilitator(server.url)
		const ana = await join(server.url, facilitator.opened.joinCode, 'Ana')
		const answers: Answer<Partial<ErrorBody>>[] = [
			await sheet(facilitator, '', ana.token),
			await sheet(facilitator, '?session=nothing'),
		]
		expect(answers.map(({ status, body }) => [status, body.error?.code])).toEqual([
			[403, 'not_allowed'],
			[404, 'not_found'],
		])
	})
})
