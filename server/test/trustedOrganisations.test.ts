import type {
	CreatedWorkshop,
	HostPractices,
	JoinResult,
	Practice,
	WaitingPractice,
	WorkshopView,
} from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { call } from './support/call.ts'
import { freePort } from './support/freePort.ts'
import { type OpenidProvider, startOpenidProvider } from './support/openidProvider.ts'
import { openSignInBrowser } from './support/openSignInBrowser.ts'
import { startServer, type TestServer } from './support/startServer.ts'

const KEY = 'key-of-the-host'
const organisation = 'city.example'

let provider: OpenidProvider
let server: TestServer
beforeAll(async () => {
	const port = await freePort()
	provider = await startOpenidProvider(`http://127.0.0.1:${port}`)
	server = await startServer({ PORT: String(port), ...provider.settings, CHARRETTE_ADMIN_KEY: KEY })
	const ana = { name: 'Ana Ruiz', email: 'Ana@City.Example', email_verified: true }
	provider.people
		.set('ana', ana)
		.set('unverified', { ...ana, email_verified: false })
		.set('unknown', { name: ana.name, email: ana.email })
		.set('below', { ...ana, email: 'ana@hoax.city.example' })
		.set('behind', { ...ana, email: 'ana@city.example.org' })
		.set('inside', { ...ana, email: '"ana@city.example"@hoax.example' })
})
afterAll(async () => {
	await server.stop()
	await provider.close()
})

const asHost = <Body>(path: string, body?: object) =>
	call<Body>(server.url, `/api/host/${path}`, { token: KEY, ...(body && { body }) })
const trust = (isTrusted: boolean) => asHost<HostPractices>('trusted', { organisation, isTrusted })

/** Opens a workshop in the browser of a person who is signed in. */
async function openAs(login: string): Promise<CreatedWorkshop> {
	const browser = openSignInBrowser(server.url, provider)
	await browser.signIn(login)
	return (await browser.create()).body
}

/** Publishes a practice of a workshop for everybody; returns it as it is then. */
async function publish({ workshop, token }: Pick<CreatedWorkshop, 'workshop' | 'token'>): Promise<Practice> {
	const fields = { title: 'Rain gardens', abstract: 'Yards soak up the rain.' }
	const begun = await call<{ practice: Practice }>(server.url, `/api/workshops/${workshop.id}/practices`, {
		token,
		body: { locale: 'en', fields },
	})
	const path = `/api/practices/${begun.body.practice.id}/publish`
	return (await call<{ practice: Practice }>(server.url, path, { token, body: { visibility: 'public' } })).body.practice
}

it('[PRACTICE4c] practices of workshops that people of a trusted organisation open do not wait, until trust is taken back', async () => {
	const own = await openAs('ana')
	const waiting = await publish(own)
	expect(waiting.review).toMatchObject({ state: 'waiting', organisation })
	const listed = (await asHost<HostPractices>('practices')).body
	expect(listed).toMatchObject({ hasSignIn: true, trustedOrganisations: [] })
	expect(listed.waiting.map(({ review }) => review?.organisation)).toEqual([organisation])
	expect((await asHost<WaitingPractice>(`practices/${waiting.id}`)).body.organisation).toBe(organisation)
	expect((await trust(true)).body).toEqual({ trusted: [], trustedOrganisations: [organisation] })
	// What waited is still for the host to read.
	expect((await asHost<HostPractices>('practices')).body.waiting).toHaveLength(1)
	const published = await publish(own)
	expect(published).toMatchObject({ state: 'published', visibility: 'public' })
	await server.restart()
	expect(await publish(await openAs('ana'))).toMatchObject({ visibility: 'public' })
	expect((await trust(false)).body.trustedOrganisations).toEqual([])
	expect((await publish(own)).review?.state).toBe('waiting')
	expect((await call<object>(server.url, `/api/practices/${published.id}`)).status).toBe(200)
}, 60_000)

it('[PRACTICE4c] [OIDC4] no stranger passes as a trusted organisation', async () => {
	await trust(true)
	const isPublic = async (of: Pick<CreatedWorkshop, 'workshop' | 'token'>) => (await publish(of)).state === 'published'
	expect(await isPublic(await openAs('ana'))).toBe(true)
	for (const login of ['unverified', 'unknown', 'below', 'behind', 'inside'])
		expect([login, await isPublic(await openAs(login))]).toEqual([login, false])

	// The host's key is nobody's address, and neither is a field of the request.
	const title = 'Streets'
	const create = (body: object) => call<CreatedWorkshop>(server.url, '/api/workshops', { token: KEY, body })
	const keyed = (await create({ title, organisation })).body
	expect([keyed.workshop.organisation, await isPublic(keyed)]).toEqual([undefined, false])
	// A copy of a trusted workshop belongs to the person who made it.
	const trusted = await openAs('ana')
	const copies = [openSignInBrowser(server.url, provider), openSignInBrowser(server.url, provider)]
	await copies[0]?.signIn('behind')
	await copies[1]?.signIn('ana')
	const copied: boolean[] = []
	for (const browser of copies) {
		const body = JSON.stringify({ of: trusted.token, title })
		const answer = await browser.fetchAt('/api/workshops/copies', { method: 'POST', body })
		copied.push(await isPublic((await answer.json()) as CreatedWorkshop))
	}
	expect(copied).toEqual([false, true])
	// Its facilitators read the organisation; others do not, and cannot set it.
	const { joinCode: code } = trusted.workshop
	const joined = await call<JoinResult>(server.url, '/api/join', { body: { code, name: 'Li', city: 'Wuhan' } })
	const viewOf = async (token: string) =>
		(await call<WorkshopView>(server.url, `/api/workshops/${trusted.workshop.id}`, { token })).body.workshop
	expect((await viewOf(trusted.token)).organisation).toBe(organisation)
	expect(await viewOf(joined.body.token)).not.toHaveProperty('organisation')
	expect(JSON.stringify(joined.body)).not.toContain(organisation)
})

it('[PRACTICE4c] only the host trusts, domains only, and so many', async () => {
	const own = await openAs('ana')
	const path = '/api/host/trusted'
	expect((await call(server.url, path, { token: own.token, body: { organisation, isTrusted: true } })).status).toBe(401)
	for (const wrong of ['', 'city', '@city.example', 'ana@city.example', 'city..example', `${'x'.repeat(254)}.example`])
		expect((await asHost('trusted', { organisation: wrong, isTrusted: true })).status).toBe(400)
	expect(
		(await asHost<HostPractices>('trusted', { organisation: ' City.EXAMPLE ', isTrusted: true })).body,
	).toMatchObject({
		trustedOrganisations: [organisation],
	})
	for (let index = 1; index < LIMITS.maxTrusted; index++)
		await asHost('trusted', { organisation: `city${index}.example`, isTrusted: true })
	expect((await asHost('trusted', { organisation: 'another.example', isTrusted: true })).status).toBe(409)
})
