import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { buildCard, putRecord, recordsOf, type TokenGrant } from '@charrette/shared'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { call, join, secretOf } from './support/call.ts'
import { runCharrette } from './support/runCharrette.ts'
import { at, openSnapshotScene } from './support/snapshotScene.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { countOf } from './support/storedBytes.ts'
import { until } from './support/until.ts'

/** Each command runs in a process of its own, which starts slowly on a busy machine. */
vi.setConfig({ testTimeout: 180_000 })

const NAME = 'Xanthippe'

let server: TestServer
beforeEach(async () => {
	server = await startServer()
})
afterEach(() => server.stop())

async function run(...args: string[]) {
	const { code, stdout } = await runCharrette([...args, '--json'], { DATA_DIR: server.dataDir })
	return { code, answer: JSON.parse(stdout) as Record<string, unknown> }
}

describe('[CLI5] while people have boards open', () => {
	it('[ERASE2] a person is erased: members leave for that, are back with every edit, and no file has the name', async () => {
		const scene = await openSnapshotScene(server)
		const { facilitator, ana, content } = scene
		const { id } = facilitator.opened.workshop
		const person = await join(server.url, facilitator.opened.joinCode, NAME)
		await facilitator.run({
			type: 'participant.move',
			participant: person.participant.id,
			group: ana.participant.group,
		})
		const theirs = await scene.enter(person.token)
		const writeAs = async (client: typeof theirs, card: string, author: string) => {
			const before = client.acked()
			client.doc.transact(() => putRecord(recordsOf(client.doc), buildCard(card, at(0), { text: card }, author)))
			await until('it is acked', () => client.acked() > before)
		}
		await writeAs(theirs, 'theirs', person.participant.id)
		await scene.save('with the name')
		expect((await run('erase', id, '--person', 'Nobody', '--yes')).answer).toEqual({
			error: 'There is no such person in this workshop.',
		})
		expect(theirs.closed()).toBeNull()
		expect(await run('erase', id, '--person', NAME)).toMatchObject({ code: 1, answer: { erased: false } })
		expect(await run('erase', id, '--person', NAME, '--yes')).toMatchObject({
			code: 0,
			answer: { participant: person.participant.id, cards: 0, isPurged: true },
		})
		expect(scene.client.closed()).toBe(4503)
		expect(countOf(NAME, server.dataDir)).toBe(0)
		expect(countOf(person.participant.id, server.dataDir)).toBe(0)
		expect((await call(server.url, `/api/workshops/${id}`, { token: person.token })).status).toBe(401)
		const back = await scene.enter(ana.token)
		await writeAs(back, 'later', ana.participant.id)
		const { cards } = await content()
		expect(cards.map(({ text, author }) => [text, author]).sort()).toEqual([
			['later', 'Ana'],
			['theirs', undefined],
		])
		scene.leave()
		await server.end()
		expect((await run('check')).answer).toEqual({ findings: [], more: 0 })
	})

	it('[MOVE1] a workshop is imported, and its links open it', async () => {
		const scene = await openSnapshotScene(server)
		await scene.add('anas', 'of Ana')
		const file = joinPath(server.dataDir, 'moved.zip')
		await run('export', scene.facilitator.opened.workshop.id, '--to', file)
		const { code, answer } = await run('import', file)
		expect({ code, answer }).toMatchObject({ code: 0, answer: { boards: expect.any(Number), images: 0 } })
		const { facilitator } = answer['links'] as { facilitator: string }
		expect(facilitator.startsWith(`${server.url.replace('127.0.0.1', 'localhost')}/`)).toBe(true)
		const grant = await call<TokenGrant>(server.url, '/api/token', { body: { secret: secretOf(facilitator) } })
		expect(grant.status).toBe(201)
		expect((await run('import', joinPath(server.dataDir, 'charrette.lock'))).answer).toEqual({
			error: expect.any(String),
		})
		expect(readdirSync(joinPath(server.dataDir, 'uploads.tmp'))).toEqual([])
		scene.leave()
	})

	it('[CHECK1a] [CHECK2a] everything is examined in a copy, which leaves nothing, and a repair is refused', async () => {
		const scene = await openSnapshotScene(server)
		await scene.add('anas', 'of Ana')
		expect(await run('check')).toEqual({ code: 0, answer: { findings: [], more: 0 } })
		const database = new Database(joinPath(server.dataDir, 'charrette.db'))
		database.prepare('UPDATE log SET crc = crc + 1').run()
		database.close()
		const { code, answer } = await run('check')
		expect(code).toBe(1)
		expect(answer['findings']).toContainEqual(expect.objectContaining({ area: 'logs', isRepaired: false }))
		const repair = await run('check', '--repair')
		expect(repair.code).toBe(1)
		expect(repair.answer).toEqual({
			error: expect.stringMatching(/^A server runs on .*\. Stop it for a repair: .* examined while it runs\.$/),
		})
		expect(readdirSync(joinPath(server.dataDir, 'uploads.tmp'))).toEqual([])
		expect(existsSync(joinPath(server.dataDir, 'charrette.db'))).toBe(true)
		scene.leave()
		rmSync(joinPath(server.dataDir, 'charrette.db-mark'), { force: true })
	})
})
