import {
	type BoardId,
	boardRoom,
	buildCard,
	type CreatedShare,
	type JoinResult,
	newMessageId,
	newThreadId,
	putRecord,
	recordsOf,
	type Snapshot,
} from '@charrette/shared'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, type FacilitatorClient, join, openAsFacilitator, phaseOf, secretOf } from './support/call.ts'
import { runCharrette } from './support/runCharrette.ts'
import { startServer, type TestServer } from './support/startServer.ts'
import { joinAsStock, joinedAsStock } from './support/stockClient.ts'
import { startTranslatorServer, type TranslatorServer } from './support/translatorServer.ts'
import { until } from './support/until.ts'

/*
 * Who reads a message of a thread, and the name of its author, on which surface (THREAD6). What a
 * client shows of it, such as a notice, it has from one of these.
 */

const HOST_KEY = 'the-key-of-the-host'
/** The message is about nothing else in the workshop, and nobody else is called so. */
const [TEXT, NAME, CITY] = ['The quetzal is in charge of the lane', 'Xanthippe', 'Nuuk']

const ROLES = [
	'facilitator',
	'author',
	'reader',
	'group2',
	'projector',
	'removed',
	'elsewhere',
	'nobody',
	'host',
] as const
type Role = (typeof ROLES)[number]

/** What a reader gets: the text with the author's name, the text alone, or nothing. */
type Read = 'named' | 'text' | '-'
type Row = Record<Role, Read>

/** A row: what facilitators, the author, who is named, the other group, and the projector get. */
function row(cells: string): Row {
	const given = cells.split(' ') as Read[]
	return Object.fromEntries(ROLES.map((role, at) => [role, given[at] || '-'])) as Row
}
const MEMBERS = row('named named named named named')
/** Documents have ids of people, and no names. */
const DOCUMENTS = row('text text text text text')
const FACILITATORS = row('named')
const NOBODY = row('')

interface Surface {
	/** Its path, or what reads it. */
	read: string | ((token: string | null) => Promise<string>)
	may: Row
	/** Whether it lists the people of the workshop, also in an anonymous one. */
	listsPeople?: boolean
	/** Whether it counts people by city. */
	countsCities?: boolean
}

/**
 * Each surface: its path, or what reads it, and who reads what there. What has no row for somebody
 * gives them nothing.
 */
const SURFACES: Record<string, Surface> = {
	'the live document': { read: documentOf, may: DOCUMENTS },
	'the content': { read: '/api/boards/BOARD/content', may: MEMBERS },
	...Object.fromEntries(
		['json', 'md', 'csv', 'xlsx', 'docx', 'html'].map((format) => [
			`the file ${format}`,
			{
				read: `/api/boards/BOARD/export?format=${format}`,
				may: MEMBERS,
				...(format === 'xlsx' && { countsCities: true }),
			},
		]),
	),
	'the viewer of the workshop': { read: '/api/workshops/WORKSHOP/viewer.html', may: MEMBERS },
	'the workbook': { read: '/api/sessions/SESSION/workbook.xlsx', may: FACILITATORS, countsCities: true },
	'the report html': { read: '/api/sessions/SESSION/report?format=html', may: FACILITATORS, listsPeople: true },
	'the report docx': { read: '/api/sessions/SESSION/report?format=docx', may: FACILITATORS, listsPeople: true },
	'the archive': { read: '/api/workshops/WORKSHOP/pack', may: FACILITATORS, listsPeople: true },
	'a version': { read: '/api/snapshots/SNAPSHOT/content', may: MEMBERS },
	'the state of a version': { read: '/api/snapshots/SNAPSHOT/state', may: DOCUMENTS },
	'the shared page': { read: '/s/SHARE', may: NOBODY },
	'since you were here': { read: '/api/boards/BOARD/changes?since=1', may: row('named - named named named') },
	'for me': { read: (token) => post('/api/workshops/WORKSHOP/my-threads', {}, token), may: row('named - named - -') },
	'its translation': {
		read: (token) => post('/api/boards/BOARD/translations', { to: 'es', ids: ['MESSAGE', 'MESSAGE/quote'] }, token),
		may: row('text - text text text'),
	},
	'the search across boards': { read: '/api/workshops/WORKSHOP/cards?q=quetzal', may: NOBODY },
	'the state of the workshop': { read: '/api/workshops/WORKSHOP', may: NOBODY, listsPeople: true },
	'the previews of boards': { read: '/api/sessions/SESSION/digests', may: NOBODY },
	'the news': {
		read: (token) => post('/api/workshops/WORKSHOP/news', { boards: {}, workshop: 1 }, token),
		may: NOBODY,
	},
	'similar ideas': { read: '/api/boards/BOARD/similar?card=shape:card', may: NOBODY },
	'the search for practices': { read: '/api/practices?q=quetzal&locale=en', may: NOBODY },
	'the list of the host': { read: '/api/host/workshops?q=quetzal', may: NOBODY },
	'the machine of the host': { read: '/api/host/machine', may: NOBODY },
	'the translator of the host': { read: '/api/host/translation', may: NOBODY },
	'the metrics': { read: '/metrics', may: NOBODY },
}

let translator: TranslatorServer
let server: TestServer
let facilitator: FacilitatorClient
let author: JoinResult
let board: BoardId
const tokens = {} as Record<Role, string | null>
const ids: Record<string, string> = {}

beforeAll(async () => {
	translator = await startTranslatorServer()
	server = await startServer({
		CHARRETTE_ADMIN_KEY: HOST_KEY,
		TRANSLATE_URL: translator.url,
		TRANSLATE_KIND: 'libretranslate',
	})
	const settings = { name: '', locales: [], line: {}, notice: {}, privacy: {}, opening: 'everyone' }
	expect((await call(server.url, '/api/host/settings', { token: HOST_KEY, body: settings })).status).toBe(200)
	facilitator = await openAsFacilitator(server.url, { groups: 2 })
	const { joinCode, workshop, token } = facilitator.opened
	const enter = (name: string, city = 'Wuhan') => join(server.url, joinCode, name, city)
	author = await enter(NAME, CITY)
	const reader = await enter('Li')
	const other = await enter('Mar')
	const gone = await enter('Gone')
	board = author.board.id
	await facilitator.run({ type: 'participant.remove', participant: gone.participant.id })
	const made = await facilitator.send({ type: 'links.create', role: 'projector' })
	const secret = secretOf(made.body.link ?? '')
	const projector = (await call<{ token: string }>(server.url, '/api/token', { body: { secret } })).body.token
	const elsewhere = (await openAsFacilitator(server.url)).opened.token
	Object.assign(tokens, {
		...{ facilitator: token, author: author.token, reader: reader.token, group2: other.token, projector },
		...{ removed: gone.token, elsewhere, nobody: null, host: HOST_KEY },
	})
	const client = await joinedAsStock(server.syncUrl, boardRoom(board), token)
	putRecord(recordsOf(client.doc), buildCard('card', { x: 0, y: 0, index: 'a1' as never }, { text: 'Roads' }))
	await until('the card is saved', () => client.acked() >= 1)
	client.leave()
	const message = newMessageId()
	const start = {
		...{ type: 'start', thread: newThreadId(), message, on: { type: 'card', id: 'shape:card' }, text: TEXT },
		mentions: [reader.participant.id, 'facilitator'],
	}
	const sent = await call(server.url, `/api/boards/${board}/threads`, { token: author.token, body: start })
	expect(sent.status).toBe(204)
	const saved = await call<Snapshot>(server.url, `/api/boards/${board}/snapshots`, { token, body: { name: 'All' } })
	const body = { days: 1, authors: true }
	const shared = await call<CreatedShare>(server.url, `/api/boards/${board}/shares`, { token, body })
	Object.assign(ids, {
		...{ BOARD: board, WORKSHOP: workshop.id, SESSION: workshop.session, SNAPSHOT: saved.body.id },
		...{ MESSAGE: message, SHARE: shared.body.link.split('/s/')[1] ?? '' },
	})
})
afterAll(async () => {
	await server.stop()
	await translator.stop()
})

const fill = (text: string) => text.replace(/[A-Z]{5,}/g, (name) => ids[name] ?? name)

async function post(path: string, body: object, token: string | null): Promise<string> {
	const { text } = await call(server.url, fill(path), {
		...(token && { token }),
		raw: fill(JSON.stringify(body)),
	})
	return text
}

async function documentOf(token: string | null): Promise<string> {
	const client = joinAsStock(server.syncUrl, boardRoom(board), token ?? 'nothing')
	await until('the room is open or refused', () => client.provider.synced || client.closed() !== null)
	const text = JSON.stringify(client.content())
	client.leave()
	return text
}

/** Returns what a path answers as text; that of a ZIP is that of its files, also in files in it. */
async function fileOf(path: string, token: string | null): Promise<string> {
	const headers = token ? { Authorization: `Bearer ${token}` } : {}
	const response = await fetch(server.url + fill(path), { headers })
	return textOf(new Uint8Array(await response.arrayBuffer()))
}
function textOf(bytes: Uint8Array): string {
	const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
	return isZip ? Object.values(unzipSync(bytes)).map(textOf).join('\n') : strFromU8(bytes)
}

/** Reads all surfaces as some roles. */
async function readAll(roles: readonly Role[]): Promise<Record<string, Partial<Row>>> {
	const table: Record<string, Partial<Row>> = {}
	for (const [surface, { read, listsPeople, countsCities }] of Object.entries(SURFACES)) {
		const names = countsCities ? [NAME] : [NAME, CITY]
		const cells = roles.map(async (role): Promise<[Role, Read]> => {
			const text = await (typeof read === 'string' ? fileOf(read, tokens[role]) : read(tokens[role]))
			const [start = '', ...rest] = text.split('quetzal')
			if (rest.length === 0) return [role, '-']
			// In lists of people, only the words beside the message count.
			const beside = listsPeople ? [start.slice(-AROUND), ...rest.map((part) => part.slice(0, AROUND))] : [text]
			return [role, beside.some((part) => names.some((name) => part.includes(name))) ? 'named' : 'text']
		})
		table[surface] = Object.fromEntries(await Promise.all(cells))
	}
	return table
}
const AROUND = 400

/** The table that is expected of some roles, after a change of each cell. */
function expected(roles: readonly Role[], change: (read: Read, surface: string, role: Role) => Read) {
	return Object.fromEntries(
		Object.entries(SURFACES).map(([surface, { may }]) => [
			surface,
			Object.fromEntries(roles.map((role) => [role, change(may[role], surface, role)])),
		]),
	)
}

describe('[THREAD6] who reads a message on which surface', () => {
	it('members of the workshop do, as far as each surface is theirs', async () => {
		expect(await readAll(ROLES)).toEqual(expected(ROLES, (read) => read))
	})

	it('[ANON1] nobody reads the author’s name in an anonymous workshop', async () => {
		const roles = ['facilitator', 'reader', 'projector', 'nobody'] as const
		await facilitator.run({ type: 'anonymity.set', isAnonymous: true })
		expect(await readAll(roles)).toEqual(expected(roles, (read) => (read === 'named' ? 'text' : read)))
		await facilitator.run({ type: 'anonymity.set', isAnonymous: false })
	})

	it('[TALK6] [THREAD4] the list for a participant has nothing of a board in private writing, which takes no messages', async () => {
		const roles = ['facilitator', 'reader', 'group2'] as const
		const { body } = await facilitator.send({ type: 'phase.add', phase: phaseOf('write', { isPrivate: true }) })
		await facilitator.run({ type: 'phase.goto', phase: body.made })
		const hides = (surface: string, role: Role) => surface === 'for me' && role !== 'facilitator'
		expect(await readAll(roles)).toEqual(expected(roles, (read, surface, role) => (hides(surface, role) ? '-' : read)))
		const start = { type: 'start', thread: newThreadId(), message: newMessageId(), on: { type: 'board' }, text: TEXT }
		const sent = await call(server.url, `/api/boards/${board}/threads`, { token: tokens.reader ?? '', body: start })
		expect(sent.status).toBeGreaterThanOrEqual(400)
	})

	it('[THREAD7] [ERASE2] nobody reads the message of an erased person', async () => {
		const env = { DATA_DIR: server.dataDir, MIN_FREE_MB: '0' }
		await server.end()
		const erased = await runCharrette(['erase', facilitator.opened.workshop.id, '--yes', '--person', NAME], env)
		expect(erased.code).toBe(0)
		server = await startServer({
			...env,
			CHARRETTE_ADMIN_KEY: HOST_KEY,
			TRANSLATE_URL: translator.url,
			TRANSLATE_KIND: 'libretranslate',
		})
		const roles = ROLES.filter((role) => role !== 'author')
		expect(await readAll(roles)).toEqual(expected(roles, () => '-'))
	})
})
