import type {
	AdoptResult,
	CreatedWorkshop,
	ExchangeFile,
	ExchangeNotice,
	ExchangeResult,
	FoundPractices,
	HostServers,
	HostSettingsView,
	NoticePage,
	PracticeView,
	SignedNotice,
	Travels,
	WorkshopAdoptions,
} from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSigningKey, signNotice } from '../dist/exchange/files/signatures.js'
import { call } from './support/call.ts'
import { freePort } from './support/freePort.ts'
import { type City, KEY, publishAt, startCity } from './support/startCity.ts'
import { startServer } from './support/startServer.ts'
import { until } from './support/until.ts'

let giver: City
let adopter: City

beforeAll(async () => {
	const [one, two] = [await freePort(), await freePort()]
	giver = await startCity(one, two, 'Guangzhou')
	adopter = await startCity(two, one, 'Bogotá')
})
afterAll(() => Promise.all([giver.server.stop(), adopter.server.stop()]))

const publish = (title: string) => publishAt(giver, title)

async function adopt(id: string): Promise<AdoptResult> {
	const [session] = adopter.workshop.workshop.sessions
	const board = session?.groups[0]?.board
	const adopted = await adopter.at<AdoptResult>(`practices/${id}/adopt`, { board, locale: 'en' })
	expect(adopted.status).toBe(201)
	return adopted.body
}
const report = (adoption: string, change: object) => adopter.at(`adoptions/${adoption}`, change, 'PATCH')
const viewAt = async (city: City, id: string) => (await city.at<PracticeView>(`practices/${id}`)).body
const noticesAt = async ({ url }: City, after = 0) =>
	(await call<NoticePage>(url, `/exchange/notices.json?after=${after}`)).body
const found = async (city: City, text: string) => (await city.at<FoundPractices>(`practices?q=${text}`)).body.practices
const fileOf = (notices: readonly SignedNotice[]) => ({
	format: 'charrette.exchange',
	schema: 2,
	practices: [],
	notices,
})
const send = async (city: City, notices: readonly SignedNotice[]) =>
	(await city.at<ExchangeResult>('exchange', fileOf(notices))).body.notices

it('[RETURN1] [RETURN2] a practice is published, followed, adopted, reported on, withdrawn and hidden, although servers are down meanwhile', async () => {
	const { settings } = (await giver.asHost<HostSettingsView>('settings')).body
	await giver.asHost('settings', { ...settings, name: 'City of Guangzhou' })
	const id = await publish('Bike school')
	expect(await adopter.fetchNow()).toMatchObject({ counts: { added: 1 } })
	expect(await found(adopter, 'bike')).toMatchObject([{ origin: giver.url, organisation: 'City of Guangzhou' }])
	const { adoption } = await adopt(id)
	expect(adoption.origin?.url).toBe(giver.url)
	// Nothing is offered before the city shows it.
	await report(adoption.id, { status: 'adapting', report: 'Three offices joined.' })
	expect((await noticesAt(adopter)).notices).toEqual([])
	await report(adoption.id, { isShown: true })
	expect(await giver.fetchNow()).toMatchObject({ notices: 1, problem: null })
	const shown = { city: 'Bogotá', country: 'CO', status: 'adapting', report: 'Three offices joined.' }
	expect((await viewAt(giver, id)).adoptions).toEqual([{ ...shown, at: expect.any(Number), server: adopter.url }])
	const travels = await giver.at<Travels>(`workshops/${giver.workshop.workshop.id}/travels`)
	expect(travels.body.travels).toMatchObject([
		{ to: 'Bogotá', ideas: [{ title: 'Bike school', status: 'adapting', server: new URL(adopter.url).host }] },
	])
	expect(await found(giver, 'bike')).toMatchObject([{ id, adoptions: 1 }])

	// The adopting server is down for a day; its city goes on writing once it is back.
	await adopter.server.end()
	for (const failures of [1, 2, 3]) expect(await giver.fetchNow()).toMatchObject({ outcome: 'failed', failures })
	expect((await viewAt(giver, id)).adoptions).toHaveLength(1)
	await adopter.server.restart()
	await report(adoption.id, { status: 'inUse', report: 'It works.' })
	expect(await giver.fetchNow()).toMatchObject({ failures: 0, notices: 2 })
	expect((await viewAt(giver, id)).adoptions).toMatchObject([{ status: 'inUse', report: 'It works.' }])

	// The giving server withdraws the practice, and is down while the adopting one asks.
	const withdrawn = await giver.at(`practices/${id}/withdraw`, { reason: 'The law has changed.' })
	expect(withdrawn.status).toBe(200)
	await giver.server.end()
	expect(await adopter.fetchNow()).toMatchObject({ outcome: 'failed' })
	expect(await found(adopter, 'bike')).toHaveLength(1)
	await giver.server.restart()
	expect(await adopter.fetchNow()).toMatchObject({ notices: 1 })
	expect(await found(adopter, 'bike')).toEqual([])
	expect(await viewAt(adopter, id)).toMatchObject({
		published: null,
		adoptions: [],
		withdrawal: { reason: 'The law has changed.' },
	})
	// The adopters keep their card, with its words.
	const own = await adopter.at<WorkshopAdoptions>(`workshops/${adopter.workshop.workshop.id}/adoptions`)
	const kept = own.body.adoptions.find((one) => one.id === adoption.id)
	expect(kept).toMatchObject({ title: 'Bike school', withdrawal: { reason: 'The law has changed.' } })
	// Nobody else learns of it.
	expect((await call(adopter.url, `/api/practices/${id}`)).status).toBe(404)
}, 240_000)

it('[RETURN2] a later version returns, and is not hidden by the earlier withdrawal', async () => {
	const id = await publish('Rain gardens')
	await adopter.fetchNow()
	const early = (await giver.at<ExchangeFile>(`exchange?practice=${id}`)).body
	await giver.at(`practices/${id}/withdraw`, {})
	await adopter.fetchNow()
	// The earlier version, signed as it is, does not return.
	const again = await adopter.at<ExchangeResult>('exchange', early)
	expect(again.body.counts).toMatchObject({ added: 0, older: 1 })
	await giver.at(`practices/${id}/publish`, { visibility: 'public' })
	await giver.asHost(`practices/${id}/publish`, {})
	expect(await adopter.fetchNow()).toMatchObject({ counts: { added: 1 } })
	expect(await found(adopter, 'gardens')).toMatchObject([{ id, version: 2 }])
	const { notices } = await noticesAt(giver)
	expect(await send(adopter, notices)).toBe(0)
	expect(await found(adopter, 'gardens')).toHaveLength(1)
	// For other servers, a practice that becomes one of this server only is withdrawn.
	await giver.at(`practices/${id}/publish`, { visibility: 'server' })
	await adopter.fetchNow()
	expect([await found(adopter, 'gardens'), (await found(giver, 'gardens')).length]).toEqual([[], 1])
})

it('[RETURN1] a city takes its report back, and so does the deletion of its workshop', async () => {
	const id = await publish('Street markets')
	await adopter.fetchNow()
	const { adoption } = await adopt(id)
	await report(adoption.id, { isShown: true, report: 'Our words.' })
	await giver.fetchNow()
	expect((await viewAt(giver, id)).adoptions).toHaveLength(1)
	await report(adoption.id, { isShown: false })
	await giver.fetchNow()
	expect((await viewAt(giver, id)).adoptions).toEqual([])
	expect(JSON.stringify(await noticesAt(adopter))).not.toContain('Our words.')
	await report(adoption.id, { isShown: true, report: 'x'.repeat(9000) })
	await giver.fetchNow()
	const [shown] = (await viewAt(giver, id)).adoptions
	expect(shown?.report).toMatch(/^x{1000,3999}…$/)
})

it('[RETURN3] forged, replayed and foreign notices are refused, and change nothing', async () => {
	const id = await publish('Bus corridor')
	await adopter.fetchNow()
	const { adoption } = await adopt(id)
	await report(adoption.id, { isShown: true, status: 'adapting', report: 'First.' })
	const first = (await noticesAt(adopter)).notices.filter(({ notice }) => notice.practice === id)
	await report(adoption.id, { status: 'inUse', report: 'Second.' })
	const [second] = (await noticesAt(adopter)).notices.filter(({ notice }) => notice.practice === id)
	if (second?.notice.kind !== 'adoption') throw new Error('it offers nothing')
	expect(await send(giver, [second])).toBe(1)
	// A replay of the same or the earlier one.
	expect(await send(giver, [second, ...first])).toBe(0)
	const changed = (change: object) => ({ ...second, notice: { ...second.notice, ...change } as ExchangeNotice })
	const forgeries: SignedNotice[] = [
		changed({ revision: 99 }),
		changed({ adoption: { ...second.notice.adoption, city: 'Elsewhere' } }),
		{ ...second, server: { ...second.server, url: 'https://thief.example' } },
		{ ...second, signature: 'A'.repeat(86) },
	]
	expect(await send(giver, forgeries)).toBe(0)
	// Of another server: a report for another giver, about an unknown practice, and a withdrawal.
	const thief = openSigningKey(giver.server.dataDir.replace(/$/, '/uploads.tmp'))
	const sign = (notice: ExchangeNotice) => signNotice(thief, notice, { url: 'https://thief.example' })
	const { giver: givenBy } = second.notice
	const withdrawal = {
		kind: 'withdrawal',
		practice: second.notice.practice,
		version: 9,
		at: 1,
		reason: 'Mine.',
	} as const
	const foreign = [
		sign({ ...second.notice, giver: thief.publicKey }),
		sign({ ...second.notice, practice: 'unknown' as never }),
	]
	expect(await send(giver, foreign)).toBe(0)
	await send(giver, [sign(withdrawal)])
	await send(adopter, [sign(withdrawal)])
	expect([await found(giver, 'corridor'), await found(adopter, 'corridor')]).toMatchObject([[{ id }], [{ id }]])
	expect((await viewAt(giver, id)).adoptions).toMatchObject([{ city: 'Bogotá', report: 'Second.' }])
	// What another key says of the same adoption stands beside it, under its own address.
	expect(await send(giver, [sign({ ...second.notice, giver: givenBy, at: second.notice.at + 1 })])).toBe(1)
	expect((await viewAt(giver, id)).adoptions).toMatchObject([
		{ server: adopter.url },
		{ server: 'https://thief.example' },
	])
	const malformed = [null, 7, {}, { notice: {} }, { ...second, notice: { ...second.notice, at: -1 } }]
	expect(await send(giver, malformed as never)).toBe(0)
	expect((await giver.at('exchange', fileOf(Array(LIMITS.maxNoticesInPage + 1).fill(null)))).status).toBe(415)
})

it('[RETURN4] reports come in a file as well, and pass servers in between', async () => {
	const id = await publish('School streets')
	await adopter.fetchNow()
	const { adoption } = await adopt(id)
	await report(adoption.id, { isShown: true, status: 'inUse', report: 'By file.' })
	const file = (await adopter.at<ExchangeFile>(`exchange?practice=${id}`)).body
	expect(file.notices).toMatchObject([{ notice: { kind: 'adoption' }, server: { url: adopter.url } }])
	// A third server has the practice from a file, and gets the report from another.
	const between = await startServer()
	const opened = (await call<CreatedWorkshop>(between.url, '/api/workshops', { body: { title: 'Between' } })).body
	const taken = await call<ExchangeResult>(between.url, '/api/exchange', { token: opened.token, body: file })
	expect(taken.body).toMatchObject({ counts: { added: 1 }, notices: 1 })
	const passed = (await call<NoticePage>(between.url, '/exchange/notices.json')).body
	expect(passed.notices).toEqual(file.notices)
	expect(await send(giver, passed.notices)).toBe(1)
	expect((await viewAt(giver, id)).adoptions).toMatchObject([{ report: 'By file.', server: adopter.url }])
	expect((await call(between.url, '/exchange/notices.json?after=x')).status).toBe(400)
	await between.stop()
})

it('[EXCH5a] [EXCH5b] the host blocks a server, with all that it sent, and allows it again, which brings everything back', async () => {
	const id = await publish('Shared bicycles')
	await adopter.fetchNow()
	const { adoption } = await adopt(id)
	await report(adoption.id, { isShown: true, report: 'They were stolen.' })
	await giver.fetchNow()
	expect(await found(giver, 'bicycles')).toMatchObject([{ adoptions: 1 }])
	const serverOf = async (city: City, { url }: City) =>
		(await city.asHost<HostServers>('servers')).body.servers.find((server) => server.url === url)
	const known = await serverOf(giver, adopter)
	expect(known).toMatchObject({ practices: 0, notices: expect.any(Number), blockedAt: null })
	const origin = await serverOf(adopter, giver)
	expect(origin).toMatchObject({ practices: expect.any(Number), blockedAt: null })
	const notices = (await noticesAt(adopter)).notices.filter(({ notice }) => notice.practice === id)
	const file = (await giver.at<ExchangeFile>(`exchange?practice=${id}`)).body

	// The giver takes no more reports, and counts none of those that it had.
	const block = (city: City, key: string | undefined, isBlocked: boolean) => city.asHost('servers', { key, isBlocked })
	expect((await block(giver, known?.key, true)).status).toBe(200)
	expect(await found(giver, 'bicycles')).toMatchObject([{ adoptions: 0 }])
	expect((await viewAt(giver, id)).adoptions).toEqual([])
	expect(await send(giver, notices)).toBe(0)
	// The adopter finds none of its practices, and takes none; the card stays.
	await block(adopter, origin?.key, true)
	expect(await found(adopter, 'bicycles')).toEqual([])
	expect((await adopter.at<ExchangeResult>('exchange', file)).body.counts).toMatchObject({ blocked: 1, added: 0 })
	const own = await adopter.at<WorkshopAdoptions>(`workshops/${adopter.workshop.workshop.id}/adoptions`)
	expect(own.body.adoptions.map(({ practice }) => practice)).toContain(id)
	const blocked = { practices: 0, notices: 0, blockedAt: expect.any(Number) }
	expect(await serverOf(adopter, giver)).toMatchObject(blocked)

	await block(giver, known?.key, false)
	await block(adopter, origin?.key, false)
	expect((await block(adopter, origin?.key, false)).status).toBe(404)
	// Nothing changed on the other servers meanwhile.
	await until('the report is back', async () => (await viewAt(giver, id)).adoptions.length > 0)
	expect((await viewAt(giver, id)).adoptions).toMatchObject([{ report: 'They were stolen.' }])
	await until('the practice is back', async () => (await found(adopter, 'bicycles')).length > 0)
	expect((await adopter.at<ExchangeResult>('exchange', file)).body.counts).toMatchObject({ unchanged: 1 })
	expect(await send(giver, notices)).toBe(0)
	expect((await block(giver, 'x', true)).status).toBe(400)
})

it('[RETURN1] [RETURN2] a deleted workshop takes back its reports and its practices', async () => {
	const id = await publish('Night buses')
	await adopter.fetchNow()
	const { adoption } = await adopt(id)
	await report(adoption.id, { isShown: true, report: 'Ours.' })
	await giver.fetchNow()
	expect((await viewAt(giver, id)).adoptions).toHaveLength(1)
	const remove = ({ at, workshop: { workshop } }: City) => at(`workshops/${workshop.id}`, undefined, 'DELETE')
	expect((await remove(adopter)).status).toBe(204)
	await giver.fetchNow()
	expect((await viewAt(giver, id)).adoptions).toEqual([])
	expect((await remove(giver)).status).toBe(204)
	await adopter.fetchNow()
	const member = await call<CreatedWorkshop>(adopter.url, '/api/workshops', { token: KEY, body: { title: 'New' } })
	const { token } = member.body
	expect((await call<FoundPractices>(adopter.url, '/api/practices', { token })).body.total).toBe(0)
})
