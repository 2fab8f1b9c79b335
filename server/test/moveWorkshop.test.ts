import { rmSync, writeFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import type {
	BoardContent,
	PracticeCollection,
	SnapshotList,
	StoredDocument,
	StoredImage,
	TokenGrant,
	WorkshopCollections,
	WorkshopLinks,
	WorkshopView,
} from '@charrette/shared'
import { buildCard, CARD_IMAGE_FIELDS, facilitatorOf, putRecord } from '@charrette/shared'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { call, secretOf } from './support/call.ts'
import { runCharrette } from './support/runCharrette.ts'
import { at, openSnapshotScene } from './support/snapshotScene.ts'
import { makeDataDir, startServer, type TestServer } from './support/startServer.ts'

interface Imported {
	workshop: string
	joinCode: string
	links: WorkshopLinks
	boards: number
	images: number
	snapshots: number
}

let server: TestServer
let elsewhere: string
beforeEach(async () => {
	server = await startServer()
	elsewhere = makeDataDir()
})
afterEach(async () => {
	await server.stop()
	rmSync(elsewhere, { recursive: true, force: true })
})

/** Returns a facilitator's view of the first board, without the values that a move changes. */
async function readAll(url: string, token: string, id: string) {
	const get = async <Body>(path: string) => (await call<Body>(url, path, { token })).body
	const { workshop } = await get<WorkshopView>(`/api/workshops/${id}`)
	const boards = workshop.sessions.flatMap((session) => session.boards)
	const contents = await Promise.all(boards.map((board) => get<BoardContent>(`/api/boards/${board.id}/content`)))
	const lists = await Promise.all(boards.map((board) => get<SnapshotList>(`/api/boards/${board.id}/snapshots`)))
	const people = workshop.participants.map(({ id: person, name, city }) => ({ person, name, city }))
	const phases = workshop.sessions.map((session) => session.phases)
	const { collections } = await get<WorkshopCollections>(`/api/workshops/${id}/collections`)
	const collected = collections.map(({ title, text, image, session }) => ({ title, text, image, session }))
	const versions = lists.map(({ snapshots }) => snapshots.map(({ name, at: time, look }) => ({ name, time, look })))
	const tables = workshop.sessions.flatMap(({ groups }) => groups.map((group) => facilitatorOf(workshop, group)?.name))
	return { workshop, people, phases, tables, contents, versions, collected, titles: boards.map(({ title }) => title) }
}

const readable = ({ workshop: _, ...shown }: Awaited<ReturnType<typeof readAll>>) => shown

describe('[MOVE1] [BLOCK2] a workshop', () => {
	it('is exported to one file, and imported elsewhere with equal boards, images and versions', async () => {
		const { facilitator, ana, add, edit, save, leave } = await openSnapshotScene(server)
		const { workshop, token } = facilitator.opened
		await add('one', '城市 · ville')
		await save('before')
		const create = { width: 900, height: 500, channels: 3 as const, background: '#205010' }
		const bytes = new Uint8Array(await sharp({ create }).png().toBuffer())
		const path = `/api/boards/${ana.board.id}/images`
		const image = (await call<StoredImage>(server.url, path, { token: ana.token, bytes })).body
		const pdf = new TextEncoder().encode('%PDF-1.7 plan %%EOF')
		const documents = `/api/boards/${ana.board.id}/documents`
		const document = (await call<StoredDocument>(server.url, documents, { token: ana.token, bytes: pdf })).body
		await edit((records) => {
			putRecord(records, buildCard('image', at(4), { kind: 'note', text: 'image' }, ana.participant.id))
			records.get('shape:image')?.set(CARD_IMAGE_FIELDS.path, image.path)
			records.get('shape:image')?.set('meta.document', { path: document.path, name: 'plan.pdf', pages: 3 })
		})
		leave()
		for (const who of [ana, facilitator.opened]) {
			const reaction = { token: who.token, body: { card: 'shape:one', emoji: '💡', isOn: true } }
			expect((await call(server.url, `/api/boards/${ana.board.id}/reactions`, reaction)).status).toBe(200)
		}
		const collections = `/api/workshops/${workshop.id}/collections`
		const made = { title: 'Ideas', session: workshop.sessions[0]?.id }
		const { collection } = (
			await call<{ collection: PracticeCollection }>(server.url, collections, { token, body: made })
		).body
		const change = { image: { path: image.path, alt: 'A lawn' } }
		await call(server.url, `/api/collections/${collection.id}`, { method: 'PATCH', token, body: change })
		await facilitator.run({ type: 'facilitator.add', name: 'Dora' })
		const { facilitators = [], sessions } = await facilitator.state()
		const assigned = { group: sessions[0]?.groups[1]?.id, facilitator: facilitators[0]?.id }
		await facilitator.run({ type: 'groups.assign', groups: [assigned] })
		const before = await readAll(server.url, token, workshop.id)
		await server.end()

		const file = joinPath(elsewhere, 'workshop.zip')
		const env = { DATA_DIR: server.dataDir }
		const exported = await runCharrette(['export', workshop.id, '--to', file, '--with-history'], env)
		expect(exported).toMatchObject({ code: 0, stderr: '' })
		const again = await runCharrette(['export', workshop.id, '--to', file], env)
		expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be written') })

		for (const [folder, isSameCode] of [
			[joinPath(elsewhere, 'data'), true],
			[server.dataDir, false],
		] as const) {
			const { code, stdout } = await runCharrette(['import', file, '--json'], { DATA_DIR: folder })
			expect(code).toBe(0)
			const imported = JSON.parse(stdout) as Imported
			expect(imported).toMatchObject({ boards: before.titles.length, images: 1, snapshots: 1 })
			expect(imported.workshop).not.toBe(workshop.id)
			expect(imported.joinCode === workshop.joinCode).toBe(isSameCode)
			const there = await startServer({ DATA_DIR: folder })
			const secret = secretOf(imported.links.facilitator)
			const grant = (await call<TokenGrant>(there.url, '/api/token', { body: { secret } })).body
			const after = await readAll(there.url, grant.token, imported.workshop)
			expect(readable(after)).toEqual(readable(before))
			expect(after.tables.slice(0, 2)).toEqual([undefined, 'Dora'])
			const reactions = after.contents.flatMap(({ cards }) => cards.flatMap((card) => card.reactions ?? []))
			expect(reactions).toEqual([{ emoji: '💡', count: 2 }])
			expect((await fetch(there.url + image.path)).status).toBe(200)
			expect(await (await fetch(there.url + document.path)).text()).toContain('plan')
			await there.end()
		}
	})

	it('is not imported from a file of another kind, or a damaged one', async () => {
		await server.end()
		const file = joinPath(elsewhere, 'file.zip')
		writeFileSync(file, 'no archive')
		const run = () => runCharrette(['import', file], { DATA_DIR: server.dataDir })
		expect(await run()).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be imported') })
		rmSync(file)
		expect(await run()).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be read') })
	})
})
