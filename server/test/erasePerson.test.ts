import { join as joinPath } from 'node:path'
import type { CreatedShare } from '@charrette/shared'
import { buildCard, privateRoom, putRecord, recordsOf, translationFor } from '@charrette/shared'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { call, join, phaseOf } from './support/call.ts'
import { runCharrette } from './support/runCharrette.ts'
import { at, openSnapshotScene } from './support/snapshotScene.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'
import { countOf } from './support/storedBytes.ts'
import { until } from './support/until.ts'

const NAME = 'Xanthippe'
const WORD = 'xylophonist'

let server: TestServer
beforeEach(async () => {
	server = await startServer()
})
afterEach(() => server.stop())

/**
 * Opens a workshop in which a person of this name wrote cards, one of them privately, and Ana
 * changed one.
 */
async function openFilled() {
	const scene = await openSnapshotScene(server)
	const { facilitator, ana, add, edit, save, post } = scene
	const person = await join(server.url, facilitator.opened.joinCode, NAME)
	const { token, participant } = person
	await facilitator.run({ type: 'participant.move', participant: participant.id, group: ana.participant.group })
	const own = await scene.enter(token)
	const write = async (id: string, text: string) => {
		const before = own.acked()
		const card = buildCard(id, at(0), { kind: 'obstacle', text }, participant.id)
		own.doc.transact(() => putRecord(recordsOf(own.doc), card))
		await until('it is acked', () => own.acked() > before)
	}
	await write('theirs', `A ${WORD} plays`)
	await write('deleted', `No ${WORD} plays`)
	await add('anas', 'of Ana')
	const before = own.acked()
	recordsOf(own.doc)
		.get('shape:anas')
		?.set('tr.es', translationFor('of Ana', `Un ${WORD}`, participant.id))
	await until('the translation is acked', () => own.acked() > before)
	await save('with all')
	await edit((records) => void records.delete('shape:deleted'))
	await call(server.url, `/api/boards/${ana.board.id}/reactions`, {
		token,
		body: { card: 'shape:theirs', emoji: '❤️', isOn: true },
	})
	const share = (await post<CreatedShare>(`/api/boards/${ana.board.id}/shares`, { days: 7 })).body
	const { body: added } = await facilitator.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })
	await facilitator.run({ type: 'phase.goto', phase: added.made })
	const hidden = await joinedAsStock(server.syncUrl, privateRoom(ana.board.id, participant.id), token)
	putRecord(recordsOf(hidden.doc), buildCard('mine', at(0), { kind: 'note', text: 'privately' }, participant.id))
	await until('the private card is acked', () => hidden.acked() >= 2)
	hidden.leave()
	scene.leave()
	await server.end()
	return { ...scene, person, share }
}

async function erase(scene: Awaited<ReturnType<typeof openFilled>>, ...args: string[]) {
	const { id } = scene.facilitator.opened.workshop
	const { code, stdout } = await runCharrette(['erase', id, '--json', '--person', ...args], {
		DATA_DIR: server.dataDir,
	})
	return { code, answer: JSON.parse(stdout) as Record<string, unknown> }
}

function ownersIn(): string[] {
	const database = new Database(joinPath(server.dataDir, 'charrette.db'), { readonly: true })
	const owners = database.prepare<[], string>(
		'SELECT owner FROM claim UNION SELECT owner FROM touch UNION SELECT person FROM reaction',
	)
	const found = owners.pluck().all()
	database.close()
	return found
}

describe('[ERASE2] an erased person', () => {
	it('is named in no file, and their cards stay without a name', async () => {
		const scene = await openFilled()
		const { participant } = scene.person
		expect(countOf(NAME, server.dataDir)).toBeGreaterThan(0)
		expect(ownersIn()).toContain(participant.id)
		expect(await erase(scene, NAME)).toMatchObject({ code: 1, answer: { erased: false } })
		expect(await erase(scene, NAME, '--yes')).toEqual({
			code: 0,
			answer: {
				workshop: scene.facilitator.opened.workshop.id,
				participant: participant.id,
				cards: 0,
				mentions: 0,
				practices: 0,
				images: 0,
				isPurged: true,
				copies: [],
			},
		})
		expect(countOf(NAME, server.dataDir)).toBe(0)
		expect(countOf(participant.id, server.dataDir)).toBe(0)
		expect(countOf('privately', server.dataDir)).toBe(0)
		await server.restart()
		const { cards } = await scene.content()
		expect(cards.map(({ text, author }) => [text, author])).toEqual(
			expect.arrayContaining([
				[`A ${WORD} plays`, undefined],
				['of Ana', 'Ana'],
			]),
		)
		const [translated] = cards.filter(({ translations }) => translations)
		expect(translated?.translations).toEqual({ es: translationFor('of Ana', `Un ${WORD}`, null) })
		const path = `/api/workshops/${scene.facilitator.opened.workshop.id}`
		expect((await call(server.url, path, { token: scene.person.token })).status).toBe(401)
		expect((await fetch(scene.share.link)).status).toBe(404)
		expect((await scene.list()).map(({ name }) => name)).toContain('with all')
	})

	it('is erased with their cards on request, from the log, saved versions and search indexes', async () => {
		const scene = await openFilled()
		expect(countOf(WORD, server.dataDir)).toBeGreaterThan(1)
		const erased = await erase(scene, scene.person.participant.id, '--with-cards', '--yes')
		expect(erased).toMatchObject({ code: 0, answer: { cards: 1, isPurged: true } })
		expect(countOf(WORD, server.dataDir)).toBe(0)
		await server.restart()
		expect(await scene.texts()).toEqual(['of Ana'])
	})

	it('must be exactly one person of the workshop', async () => {
		const scene = await openFilled()
		expect((await erase(scene, 'Nobody', '--yes')).answer).toEqual({
			error: 'There is no such person in this workshop.',
		})
		await server.restart()
		await join(server.url, scene.facilitator.opened.joinCode, NAME, 'Wuhan')
		await server.end()
		const { answer } = await erase(scene, NAME, '--yes')
		expect(answer).toEqual({
			error: expect.stringMatching(/^Several people have this name.*\(Bogotá\).*\(Wuhan\)|\(Wuhan\).*\(Bogotá\)/),
		})
	})
})
