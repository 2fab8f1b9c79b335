import type { AdoptResult, Practice } from '@charrette/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { call, createWorkshop, join } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'

let server: TestServer
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())

const cases = [true, false].flatMap((isAnonymous) =>
	[true, false].flatMap((isShown) => (['server', 'public'] as const).map((to) => ({ isAnonymous, isShown, to }))),
)

it.for(cases)(
	'[TRAVEL1] [REP5] [PACK2c] nothing private leaks: anonymous $isAnonymous, shown $isShown, for $to',
	async ({ isAnonymous, isShown, to }) => {
		const [origin, adopters, other] = await Promise.all([1, 2, 3].map(() => createWorkshop(server.url)))
		if (!origin || !adopters || !other) throw new Error('no workshop')
		const post = <Body>(path: string, token: string, body: object) => call<Body>(server.url, path, { token, body })
		const chen = await join(server.url, origin.joinCode, 'Chen Secretname', 'Guangzhou')
		const ana = await join(server.url, adopters.joinCode, 'Ana Secretname', 'Bogotá')
		for (const { workshop, token } of [origin, adopters])
			await post(`/api/workshops/${workshop.id}/commands`, token, { type: 'anonymity.set', isAnonymous })
		const fields = { title: 'Counter', abstract: 'One counter.' }
		const path = `/api/workshops/${origin.workshop.id}/practices`
		const { id } = (await post<{ practice: Practice }>(path, chen.token, { locale: 'en', fields })).body.practice
		await post(`/api/practices/${id}/publish`, origin.token, { visibility: to })
		await post(path, chen.token, { locale: 'en', fields: { title: 'Secretdraft', lessons: 'Secretlesson' } })
		const body = { board: ana.board.id }
		const { adoption } = (await post<AdoptResult>(`/api/practices/${id}/adopt`, ana.token, body)).body
		const change = { isShown, report: 'Secretreport', adaptation: 'Secretadaptation' }
		await call(server.url, `/api/adoptions/${adoption.id}`, { token: ana.token, method: 'PATCH', body: change })

		const read = async (owner: typeof origin, file: string, token = owner.token) =>
			(await call(server.url, `/api/workshops/${owner.workshop.id}/${file}`, { token })).text
		const files = ['travels.svg', 'travels.csv', 'exchange.json', 'report?format=html&authors=0']
		for (const file of files) {
			const text = await read(origin, file)
			expect(text.includes('Secretadaptation'), file).toBe(false)
			expect(text.includes('Secretlesson'), file).toBe(false)
			if (file !== 'report?format=html&authors=0') expect(text.includes('Secretdraft'), file).toBe(false)
			if (!isShown) expect(text.includes('Secretreport'), file).toBe(false)
			expect(text.includes('Secretname'), file).toBe(false)
		}
		for (const owner of [origin, adopters]) expect(await read(owner, 'travels')).not.toContain('Secretname')
		expect(await read(other, 'travels')).toBe('{"travels":[],"isPartial":false,"places":{}}')
	},
)
