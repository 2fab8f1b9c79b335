import type { CreatedWorkshop, FoundPractices, JoinResult, Practice } from '@charrette/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { call } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'

let server: TestServer
beforeAll(async () => {
	server = await startServer()
})
afterAll(() => server.stop())

const open = async (...cities: object[]) =>
	(await call<CreatedWorkshop>(server.url, '/api/workshops', { body: { title: 'Ideas', cities } })).body

/** Publishes a practice of a city, for everybody. */
async function publish({ workshop, token }: CreatedWorkshop, city: { name: string; population?: number }) {
	const path = `/api/workshops/${workshop.id}/practices`
	const body = { locale: 'en', fields: { title: city.name, abstract: 'An idea.' } }
	const { id } = (await call<{ practice: Practice }>(server.url, path, { token, body })).body.practice
	await call(server.url, `/api/practices/${id}`, { token, method: 'PATCH', body: { facts: { city } } })
	const published = await call(server.url, `/api/practices/${id}/publish`, { token, body: { visibility: 'public' } })
	expect(published.status).toBe(200)
}

it('[FIND11] a list begins with practices of cities like that of the reader, as far as it is known', async () => {
	const givers = await open()
	// Oldest first: without a city the newest comes first.
	for (const city of [
		{ name: 'Stuttgart', population: 630_000 },
		{ name: 'Bordeaux', population: 260_000 },
		{ name: 'Montréal', population: 1_700_000 },
		{ name: 'Quito', population: 70_000 },
	])
		await publish(givers, city)
	const listFor = async (token?: string) => {
		const options = token === undefined ? {} : { token }
		const { body } = await call<FoundPractices>(server.url, '/api/practices?locale=en', options)
		return body.practices.map(({ city }) => city)
	}
	expect(await listFor()).toEqual(['Quito', 'Montréal', 'Bordeaux', 'Stuttgart'])
	const strasbourg = await open({ name: 'Strasbourg', country: 'FR' })
	expect(await listFor(strasbourg.token)).toEqual(['Stuttgart', 'Bordeaux', 'Quito', 'Montréal'])
	// Of several cities that of the person counts.
	const several = await open({ name: 'Strasbourg', country: 'FR' }, { name: 'Ottawa', country: 'CA' })
	expect((await listFor(several.token))[0]).toBe('Quito')
	const code = several.workshop.joinCode
	const person = { body: { code, name: 'Ana', city: 'Ottawa' } }
	const { token } = (await call<JoinResult>(server.url, '/api/join', person)).body
	expect((await listFor(token)).slice(0, 2)).toEqual(['Montréal', 'Quito'])
	// The size of the city is that of the workshop's practice.
	await publish(strasbourg, { name: 'Strasbourg', population: 90_000 })
	expect(await listFor(strasbourg.token)).toEqual(['Strasbourg', 'Stuttgart', 'Bordeaux', 'Quito', 'Montréal'])
	const found = await call<FoundPractices>(server.url, '/api/practices?locale=en&limit=2&cursor=2', {
		token: strasbourg.token,
	})
	expect(found.body.practices.map(({ city }) => city)).toEqual(['Bordeaux', 'Quito'])
})
