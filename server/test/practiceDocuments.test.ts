import type {
	CreatedWorkshop,
	ExchangeFile,
	JoinResult,
	Practice,
	PracticeDocument,
	PracticeView,
} from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSqliteImageReferences } from '../dist/adapters/sqlite/SqliteImageReferences.js'
import { call, createWorkshop, join } from './support/call.ts'
import { startServer, type TestServer } from './support/startServer.ts'

let server: TestServer
let guangzhou: CreatedWorkshop
let chen: JoinResult
beforeAll(async () => {
	server = await startServer()
	guangzhou = await createWorkshop(server.url)
	chen = await join(server.url, guangzhou.joinCode, 'Chen', 'Guangzhou')
})
afterAll(() => server.stop())

const PDF = `%PDF-1.7\n${'x'.repeat(5000)}\n%%EOF`

async function begin(): Promise<Practice> {
	const fields = { title: 'Rain gardens', abstract: 'Yards soak up the rain.' }
	const path = `/api/workshops/${guangzhou.workshop.id}/practices`
	const body = { locale: 'en', fields }
	return (await call<{ practice: Practice }>(server.url, path, { token: chen.token, body })).body.practice
}

async function upload(id: string, body: string | Buffer, token = chen.token) {
	const response = await fetch(`${server.url}/api/practices/${id}/documents`, {
		method: 'POST',
		headers: { Connection: 'close', 'Content-Type': 'application/pdf', Authorization: `Bearer ${token}` },
		body: typeof body === 'string' ? body : new Uint8Array(body),
	})
	return { status: response.status, body: (await response.json()) as Omit<PracticeDocument, 'title'> }
}
const get = (path: string, at = server) => fetch(at.url + path, { headers: { Connection: 'close' } })
const save = ({ id, revision }: Practice, documents: object[]) =>
	call(server.url, `/api/practices/${id}`, {
		token: chen.token,
		method: 'PATCH',
		body: { facts: { evidence: { links: [], figures: [], documents } }, baseVersion: revision },
	})

it('[DOCUMENT1] a PDF file is kept, and can only be saved, never shown in a page of the server', async () => {
	const { id } = await begin()
	const stored = await upload(id, PDF)
	expect(stored).toMatchObject({ status: 201, body: { bytes: PDF.length } })
	const { path } = stored.body
	const served = await get(path)
	expect(await served.text()).toBe(PDF)
	expect(Object.fromEntries(served.headers)).toMatchObject({
		'content-type': 'application/pdf',
		'content-disposition': 'attachment',
		'content-security-policy': "default-src 'none'; sandbox",
		'x-content-type-options': 'nosniff',
	})
	// It is no image, and no image is a document.
	expect((await get(path.replace('documents', 'images'))).status).toBe(404)
	expect((await get(`/api/documents/${'0'.repeat(40)}`)).status).toBe(404)
	expect((await get('/api/documents/x')).status).toBe(404)
})

it('[DOCUMENT1] other files, larger ones, and those of strangers are refused', async () => {
	const practice = await begin()
	const { id } = practice
	const stranger = await createWorkshop(server.url)
	expect((await upload(id, PDF, stranger.token)).status).toBe(404)
	for (const other of ['<html><script>alert(1)</script>', ` ${PDF}`, 'MZ', '{}'])
		expect((await upload(id, other)).status).toBe(415)
	expect((await upload(id, Buffer.alloc(LIMITS.maxDocumentBytes + 1, PDF))).status).toBe(413)
	const { path, bytes } = (await upload(id, PDF)).body
	const document = { path, title: 'The plan', bytes }
	for (const wrong of [
		Array(LIMITS.maxDocuments + 1).fill(document),
		[{ ...document, path: 'https://elsewhere.example/plan.pdf' }],
		[{ ...document, title: '' }],
		[{ ...document, bytes: 0 }],
	])
		expect((await save(practice, wrong)).status).toBe(400)
	await call(server.url, `/api/practices/${id}/withdraw`, { token: guangzhou.token, body: {} })
	expect((await upload(id, PDF)).status).toBe(409)
})

it('[DOCUMENT1] documents are published and signed with the practice; other servers link to them', async () => {
	const practice = await begin()
	const { path, bytes } = (await upload(practice.id, PDF)).body
	const document = { path, title: 'The <plan>', bytes }
	expect((await save(practice, [document])).status).toBe(200)
	const { token } = guangzhou
	const publishPath = `/api/practices/${practice.id}/publish`
	expect((await call(server.url, publishPath, { token, body: { visibility: 'public' } })).status).toBe(200)
	expect(await (await get(`/practices/${practice.id}`)).text()).toContain(`href="${path}" download>The &#60;plan&#62;`)
	const file = (await call<ExchangeFile>(server.url, `/api/exchange?practice=${practice.id}`, { token })).body
	// The file itself stays here.
	expect(JSON.stringify(file)).not.toContain('%PDF')
	const other = await startServer()
	const bogota = await createWorkshop(other.url)
	await call(other.url, '/api/exchange', { token: bogota.token, body: file })
	const view = await call<PracticeView>(other.url, `/api/practices/${practice.id}`, { token: bogota.token })
	expect(view.body).toMatchObject({
		origin: server.url,
		published: { facts: { evidence: { documents: [document] } } },
	})
	await other.stop()
})

it('[DOCUMENT2] a document is kept as long as a draft or version has it, and goes with its practice', async () => {
	const { workshop, token } = await createWorkshop(server.url)
	const path = `/api/workshops/${workshop.id}/practices`
	const body = { locale: 'en', fields: { title: 'Short', abstract: 'Soon gone.' } }
	const { practice } = (await call<{ practice: Practice }>(server.url, path, { token, body })).body
	const stored = await upload(practice.id, `${PDF} of another one`, token)
	const id = stored.body.path.split('/').at(-1)
	const referenced = async () => {
		const references = openSqliteImageReferences(`${server.dataDir}/charrette.db`)
		const found = await references.find()
		await references.close()
		return [...(found ?? [])].includes(id as never)
	}
	expect(await referenced()).toBe(false)
	const evidence = { links: [], figures: [], documents: [{ ...stored.body, title: 'Plan' }] }
	await call(server.url, `/api/practices/${practice.id}`, { token, method: 'PATCH', body: { facts: { evidence } } })
	expect(await referenced()).toBe(true)
	await call(server.url, `/api/workshops/${workshop.id}`, { token, method: 'DELETE' })
	expect(await referenced()).toBe(false)
})
