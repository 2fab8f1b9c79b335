import type { ExchangeFile, ExchangeResult, Practice, PracticeView, SignedPractice } from '@charrette/shared'
import { MAX_VIA } from '@charrette/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isSigned, openSigningKey, signedContent } from '../dist/exchange/files/signatures.js'
import { call, createWorkshop } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'

/** Two servers whose hosts have set their address, and a third whose host has not. */
let origin: TestServer
let relay: TestServer
let last: TestServer
beforeAll(async () => {
	origin = await startServer({ PUBLIC_URL: 'https://origin.example' })
	relay = await startServer({ PUBLIC_URL: 'https://relay.example' })
	last = await startServer()
})
afterAll(() => Promise.all([origin.stop(), relay.stop(), last.stop()]))

/** Publishes a practice and returns its entry in an exchange file. */
async function publish(server: TestServer): Promise<SignedPractice> {
	const { token, workshop } = await createWorkshop(server.url)
	const fields = { title: 'One-stop permit desk', abstract: 'Within thirty days.' }
	const body = { locale: 'en', fields }
	const begun = await call<{ practice: Practice }>(server.url, `/api/workshops/${workshop.id}/practices`, {
		token,
		body,
	})
	const { id } = begun.body.practice
	await call(server.url, `/api/practices/${id}/publish`, { token, body: { visibility: 'public' } })
	return exported(server, id, token)
}

async function exported(server: TestServer, id: string, token: string): Promise<SignedPractice> {
	const [entry] = (await call<ExchangeFile>(server.url, `/api/exchange?practice=${id}`, { token })).body.practices
	if (!entry) throw new Error('the file is empty')
	return entry
}

/** Imports an entry; returns its receipts, and the entry as that server passes it on. */
async function passOn(server: TestServer, entry: SignedPractice, schema = 2) {
	const { token } = await createWorkshop(server.url)
	const file = { format: 'charrette.exchange', schema, practices: [entry] }
	const { counts } = (await call<ExchangeResult>(server.url, '/api/exchange', { token, body: file })).body
	const { id } = entry.practice
	const view = (await call<PracticeView>(server.url, `/api/practices/${id}`, { token })).body
	return { counts, view, onward: counts.forged > 0 ? entry : await exported(server, id, token) }
}

it('[EXCH1a] the addresses of the server of a practice and of those that passed it on are signed', async () => {
	const entry = await publish(origin)
	expect(entry).toMatchObject({ schema: 2, server: { url: 'https://origin.example' }, via: [] })
	const relayed = await passOn(relay, entry)
	expect(relayed.view).toMatchObject({ origin: 'https://origin.example', via: null, isRouteSigned: true })
	expect(relayed.onward.via).toMatchObject([{ url: 'https://relay.example', signature: expect.any(String) }])
	const { url, key } = entry.server
	const [hop] = relayed.onward.via
	const forgeries: SignedPractice[] = [
		{ ...relayed.onward, server: { key, url: 'https://thief.example' } },
		{ ...relayed.onward, via: [{ ...hop, url: 'https://thief.example' } as never] },
		{ ...relayed.onward, via: [{ url, at: 1 }, hop as never] },
		// As if a former release had signed it.
		{ ...relayed.onward, schema: 1, server: { key, url: 'https://thief.example' }, via: [] },
	]
	for (const forgery of forgeries) expect((await passOn(last, forgery)).counts).toMatchObject({ forged: 1, added: 0 })
	const { counts, view, onward } = await passOn(last, relayed.onward)
	expect(counts.added).toBe(1)
	expect(view).toMatchObject({ origin: url, via: 'https://relay.example', isRouteSigned: true })
	expect(onward.via).toMatchObject([hop, { url: last.url }])
	expect(onward.via[1]).not.toHaveProperty('signature')
})

it('[EXCH1a] an address that the host has not set, which a request can choose, is not signed', async () => {
	const entry = await publish(last)
	expect([entry.schema, signedContent(entry)]).toEqual([1, entry.practice])
	const { counts, view, onward } = await passOn(relay, entry)
	expect([counts.added, view.isRouteSigned]).toEqual([1, false])
	expect(isSigned({ ...onward, server: { ...onward.server, url: 'https://other.example' } })).toBe(true)
	expect(isSigned({ ...onward, via: [{ url: last.url, at: 1 }, ...onward.via] })).toBe(false)
})

it('[EXCH1a] a practice that a former release signed is taken, and its addresses are shown as unsigned', async () => {
	const { practice: from } = await publish(origin)
	const practice = { ...from, id: 'fromRelease01' }
	const key = openSigningKey(last.dataDir)
	const server = { url: 'https://former.example', key: key.publicKey }
	const former = { practice, server, signature: key.sign(practice), via: [{ url: 'https://way.example', at: 1 }] }
	const { counts, view, onward } = await passOn(relay, former, 1)
	expect(counts.added).toBe(1)
	expect(view).toMatchObject({ origin: server.url, via: 'https://way.example', isRouteSigned: false })
	expect(isSigned(onward)).toBe(true)
	expect(onward.via.map(({ url }) => url)).toEqual(['https://way.example', 'https://relay.example'])
	const long = { ...former, practice: { ...practice, id: 'longWay' }, via: Array(MAX_VIA).fill(former.via[0]) }
	const signed = { ...long, signature: key.sign(long.practice) }
	const begunAnew = (await passOn(relay, signed, 1)).onward
	expect([begunAnew.via.map(({ url }) => url), isSigned(begunAnew)]).toEqual([['https://relay.example'], true])
})
