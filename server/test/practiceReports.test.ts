import {
	type CreatedWorkshop,
	type HostReports,
	type JoinResult,
	LIMITS,
	type Practice,
	type PracticeReports,
	type TokenGrant,
	type WorkshopPractices,
} from '@charrette/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { call, createWorkshop, join, secretOf } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'

const KEY = 'key-of-the-host'
let server: TestServer
let guangzhou: CreatedWorkshop
let bogota: CreatedWorkshop
let chen: JoinResult
let ana: JoinResult
let projector: string
beforeAll(async () => {
	server = await startServer({ CHARRETTE_ADMIN_KEY: KEY })
	const open = async (title: string) => {
		const body = { title, cities: ['Bogotá', 'Wuhan'], groups: 1 }
		return (await call<CreatedWorkshop>(server.url, '/api/workshops', { token: KEY, body })).body
	}
	guangzhou = await open('Guangzhou')
	bogota = await open('Bogotá')
	chen = await join(server.url, guangzhou.joinCode, 'Chen')
	ana = await join(server.url, bogota.joinCode, 'Ana')
	const body = { secret: secretOf(guangzhou.links.projector) }
	projector = (await call<TokenGrant>(server.url, '/api/token', { body })).body.token
})
afterAll(() => server.stop())

const at = <Body>(path: string, token?: string, body?: object) =>
	call<Body>(server.url, path, { ...(token !== undefined && { token }), ...(body && { body }) })
const remove = async (path: string, token: string) => (await call(server.url, path, { token, method: 'DELETE' })).status
const report = async (id: string, token?: string, body: object = { reason: 'consent', text: 'It names my aunt.' }) =>
	(await at(`/api/practices/${id}/reports`, token, body)).status
const reportsOf = async (id: string, token = guangzhou.token) =>
	(await at<PracticeReports>(`/api/practices/${id}/reports`, token)).body
const hostReports = async () => (await at<HostReports>('/api/host/reports', KEY)).body

async function publish(visibility: 'workshop' | 'server' | 'public') {
	const fields = { title: 'Rain gardens', abstract: 'They drink the rain.' }
	const path = `/api/workshops/${guangzhou.workshop.id}/practices`
	const begun = await at<{ practice: Practice }>(path, chen.token, { locale: 'en', fields })
	const { id } = begun.body.practice
	await at(`/api/practices/${id}/publish`, guangzhou.token, { visibility })
	if (visibility === 'public') await at(`/api/host/practices/${id}/publish`, KEY, {})
	return id
}

it('[PRACTICE7] only readers of a practice can report it', async () => {
	const [own, shared, open] = [await publish('workshop'), await publish('server'), await publish('public')]
	const senders = [chen.token, ana.token, undefined, projector]
	const answers = async (id: string) => Promise.all(senders.map((token) => report(id, token)))
	expect(await answers(own)).toEqual([204, 404, 404, 403])
	expect(await answers(shared)).toEqual([204, 204, 404, 403])
	expect(await answers(open)).toEqual([204, 204, 204, 403])
	for (const body of [{}, { reason: 'rude' }, { reason: 'other', text: 'x'.repeat(LIMITS.maxReportLength + 1) }])
		expect(await report(open, ana.token, body)).toBe(400)
	expect((await reportsOf(open)).reports.length).toBe(3)
})

it('[PRACTICE7b] only facilitators of its workshop and the host read and dismiss reports', async () => {
	const id = await publish('public')
	await report(id, ana.token)
	await report(id, chen.token, { reason: 'wrong' })
	const path = `/api/practices/${id}/reports`
	for (const [token, status] of [
		[chen.token, 403],
		[ana.token, 403],
		[projector, 403],
		[bogota.token, 404],
		[undefined, 401],
	] as const) {
		expect((await at(path, token)).status).toBe(status)
		expect((await at('/api/host/reports', token)).status).toBe(401)
	}
	const { reports, more } = await reportsOf(id)
	expect(more).toBe(0)
	const known = { id: expect.any(String), at: expect.any(Number) }
	const sent = [
		{ ...known, reason: 'consent', text: 'It names my aunt.' },
		{ ...known, reason: 'wrong', text: '' },
	]
	expect(reports).toHaveLength(2)
	expect(reports).toEqual(expect.arrayContaining(sent))
	const [first, second] = reports
	const list = `/api/workshops/${guangzhou.workshop.id}/practices`
	expect((await at<WorkshopPractices>(list, guangzhou.token)).body.reports).toMatchObject({ [id]: 2 })
	expect((await at<WorkshopPractices>(list, chen.token)).body).not.toHaveProperty('reports')
	expect((await at(`/api/practices/${id}`)).text).not.toContain('aunt')
	expect((await hostReports()).reports).toContainEqual({ ...first, practice: id, title: 'Rain gardens', origin: null })
	for (const token of [chen.token, bogota.token, projector])
		expect(await remove(`${path}/${first?.id}`, token)).toBeGreaterThan(400)
	expect(await remove(`${path}/${first?.id}`, guangzhou.token)).toBe(204)
	expect(await remove(`${path}/${first?.id}`, guangzhou.token)).toBe(404)
	expect(await remove(`/api/host/practices/${id}/reports/${second?.id}`, KEY)).toBe(204)
	expect(await reportsOf(id)).toEqual({ reports: [], more: 0 })
})

it('[PRACTICE7] withdrawing a practice deletes its reports; with consent it outlives its workshop, and the host reads them', async () => {
	const id = await publish('server')
	await report(id, ana.token)
	await at(`/api/practices/${id}/withdraw`, guangzhou.token, {})
	expect(await reportsOf(id)).toEqual({ reports: [], more: 0 })
	expect(await report(id, chen.token)).toBe(404)
	const kept = await publish('public')
	await report(kept, ana.token)
	expect(await remove(`/api/workshops/${guangzhou.workshop.id}?practices=keep`, guangzhou.token)).toBe(204)
	const { reports } = await hostReports()
	expect(reports.map(({ practice }) => practice)).toContain(kept)
	await at(`/api/host/practices/${kept}/withdraw`, KEY, {})
	expect((await hostReports()).reports.map(({ practice }) => practice)).not.toContain(kept)
})

it('[PRACTICE7a] the number of reports per person and day is limited', async () => {
	const own = await startServer()
	const { workshop, token, joinCode } = await createWorkshop(own.url)
	const fields = { title: 'Rain', abstract: 'It falls.' }
	const path = `/api/workshops/${workshop.id}/practices`
	const begun = await call<{ practice: Practice }>(own.url, path, { token, body: { locale: 'en', fields } })
	const practice = `/api/practices/${begun.body.practice.id}`
	await call(own.url, `${practice}/publish`, { token, body: { visibility: 'public' } })
	const send = async (sender?: string) => {
		const options = { body: { reason: 'other' }, ...(sender !== undefined && { token: sender }) }
		return (await call(own.url, `${practice}/reports`, options)).status
	}
	const person = await join(own.url, joinCode, 'Li')
	for (const sender of [person.token, undefined]) {
		for (let sent = 0; sent < LIMITS.maxReportsPerReader; sent++) expect(await send(sender)).toBe(204)
		expect(await send(sender)).toBe(429)
	}
	expect(await send(token)).toBe(204)
	await own.stop()
})
