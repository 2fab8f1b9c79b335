import type { BoardFile } from '@charrette/shared'
import { boardFile, boardRoom, coverageOf, readBoard, readRecords, writeRecords } from '@charrette/shared'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { call } from './support/call.ts'
import type { ExportScene } from './support/exportScene.ts'
import { DETAILS, setExportScene, TEXTS } from './support/exportScene.ts'
import type { TldrRecord } from './support/readExports.ts'
import { openTldr, readCsv } from './support/readExports.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { joinedAsStock } from './support/stockClient.ts'

let server: TestServer
let scene: ExportScene
beforeAll(async () => {
	server = await startServer()
	scene = await setExportScene(server)
})
afterAll(() => server.stop())

const fileOf = async (query = ''): Promise<BoardFile> => boardFile.parse((await scene.take('json', query)).body)

it('the board of this file has the expected content', () => {
	expect(scene.content.cards.map((card) => card.text).sort()).toEqual([...TEXTS].sort())
	expect(scene.content.links).toHaveLength(2)
	expect(scene.content.cards.find(({ id }) => id === 'shape:c1')).toMatchObject({ votes: 2, author: '=李' })
})

describe('[FILE1] JSON', () => {
	it('has the content and all records of the document', async () => {
		const file = await fileOf()
		const client = await joinedAsStock(server.syncUrl, boardRoom(scene.board), scene.opened.token)
		expect(file).toMatchObject({ formatVersion: 2, ...scene.content })
		expect(file.document.records).toEqual(readRecords(client.doc))
		client.leave()
	})

	it('[REACT1] has the reactions to each card as counts, without the people who reacted', async () => {
		const { cards } = await fileOf()
		const reactions = [
			{ emoji: '👍', count: 2 },
			{ emoji: '💡', count: 1 },
		]
		for (const content of [cards, scene.content.cards, (await fileOf('&authors=0')).cards])
			expect(content.flatMap((card) => card.reactions ?? [])).toEqual(reactions)
	})

	it('restores the same board when its records are written to a new document', async () => {
		const file = await fileOf()
		const doc = new Y.Doc()
		writeRecords(doc, file.document.records)
		const names = new Map(file.people?.map(({ id, name }) => [id, name]))
		const { cards, ...rest } = readBoard(doc, (author) => names.get(author))
		expect(cards).toEqual(file.cards.map(({ votes, reactions, ...card }) => card))
		expect(file).toMatchObject(rest)
	})

	it('[DETAIL2] has each image with its bytes, including the images of cards', async () => {
		const { pictures, images, cards } = await fileOf()
		const attached = cards.find(({ id }) => id === 'shape:c2')?.image
		expect(attached?.alt).toBe(DETAILS.imageAlt)
		const paths = [images[0]?.path ?? '', attached?.path ?? '']
		expect(Object.keys(pictures)).toEqual(paths.map((path) => path.split('/').at(-1)).sort())
		for (const path of paths) {
			const original = await fetch(server.url + path)
			const picture = pictures[path.split('/').at(-1) ?? '']
			expect(picture?.type).toBe('image/png')
			expect(Buffer.from(picture?.base64 ?? '', 'base64').equals(Buffer.from(await original.arrayBuffer()))).toBe(true)
		}
	})

	it('is the same text every time except for the date', async () => {
		const [one, other] = [await scene.take('json'), await scene.take('json')]
		const undated = ({ text }: { text: string }) => text.replace(/^"exportedAt".*$/m, '')
		expect(undated(one)).toBe(undated(other))
	})
})

describe('[FILE2] a selection of shapes', () => {
	it('includes members of clusters, and links between included cards', async () => {
		const file = await fileOf('&cards=shape:c7,c0,c14,photo,gone')
		expect(file.cards.map(({ id }) => id).sort()).toEqual(['shape:c0', 'shape:c14', 'shape:c7'])
		expect(file.links.map(({ id }) => id)).toEqual(['shape:cause'])
		expect(file.clusters).toEqual([{ id: 'shape:k', title: '# 许可 & “permits”', cards: ['shape:c0'] }])
		expect([file.images.length, Object.keys(file.pictures).length]).toEqual([1, 1])
		expect(file.coverage).toEqual(coverageOf(file.cards, file.links))
		expect(Object.keys(file.document.records)).not.toContain('shape:pen')
		expect((await fileOf('&cards=k')).cards).toHaveLength(5)
	})

	it('is sent in a body if it is too long for a URL', async () => {
		const cards = ['shape:c0', 'shape:c7', ...Array.from({ length: 2000 }, (_, n) => `shape:other${n}`)]
		const path = `/api/boards/${scene.board}/export?format=json`
		const { status, body } = await call<BoardFile>(server.url, path, { token: scene.opened.token, body: { cards } })
		expect([status, body.cards.map(({ id }) => id).sort()]).toEqual([200, ['shape:c0', 'shape:c7']])
		const refused = await call(server.url, path, { token: scene.opened.token, body: { cards: ['../x'] } })
		expect(refused.status).toBe(400)
	})

	it('is rejected if it is malformed', async () => {
		for (const query of ['&cards=', '&cards=c1,,c2', '&cards=../x', '&authors=yes'])
			expect((await scene.take('json', query)).body.error.code).toBe('invalid_input')
	})
})

describe('[FILE3] the tldraw file', () => {
	const linesOf = ({ props }: TldrRecord) =>
		props.richText.content.map(({ content = [] }) => content.map(({ text }) => text).join(''))
	let records: Map<string, TldrRecord>
	const recordOf = (id: string) => records.get(id) as TldrRecord
	beforeAll(async () => {
		const { text } = await scene.take('tldr', '&locale=fr')
		records = new Map((await openTldr(text)).map((record) => [record.id, record]))
	})

	it('is opened by tldraw’s parser, with the text and position of every card', async () => {
		const { document } = await fileOf()
		for (const { id, kind, text, city, author } of scene.content.cards) {
			const shape = recordOf(id)
			const { head, foot, ...kept } = shape.meta.charrette ?? {}
			const { xy, parentId = 'page:board' } = document.records[id] ?? {}
			expect([shape.type, [shape.x, shape.y], shape.parentId]).toEqual(['geo', xy, parentId])
			expect(linesOf(shape)).toEqual([head, ...text.split('\n'), foot])
			expect(kept).toMatchObject({ kind, city, author })
		}
		expect(linesOf(recordOf('shape:c0'))[0]).toBe('Obstacle · argent')
	})

	it('has links with their meaning, clusters, strokes and images', () => {
		expect(recordOf('shape:answer').props.text).toBe('répond à')
		expect([...records.values()].filter(({ typeName }) => typeName === 'binding')).toHaveLength(4)
		expect(recordOf('shape:k')).toMatchObject({ type: 'frame', props: { name: '# 许可 & “permits”', w: 1240 } })
		expect(recordOf('shape:pen').type).toBe('draw')
		const { type, props } = recordOf('shape:photo')
		expect([type, props.altText]).toEqual(['image', '队列'])
		expect(recordOf(props.assetId).props.src).toMatch(/^data:image\/png;base64,/)
	})
})

describe('[FILE5] the plain text formats', () => {
	it('CSV has every card, empty cluster and image, with only formulas escaped', async () => {
		const rows = readCsv((await scene.take('csv', '&locale=en')).text)
		expect(rows).toHaveLength(scene.content.cards.length + 2)
		for (const { id, text, city, author, votes } of scene.content.cards) {
			const safe = (text: string) => text.replace(/^(?=[=@])/, "'")
			const row = { Text: safe(text), City: city, Author: safe(author ?? ''), Dots: String(votes ?? '') }
			expect(rows.find(({ ID }) => ID === id)).toMatchObject(row)
		}
		expect(rows.at(-1)?.['Image URL']).toBe(server.url + scene.content.images[0]?.path)
		const { path, alt } = scene.content.cards.find(({ id }) => id === 'shape:c2')?.image ?? {}
		const row = {
			Reactions: '👍 2 · 💡 1',
			'Image URL': server.url + path,
			'Image alt text': alt,
			Details: `'${DETAILS.description}`,
		}
		expect(rows.find(({ ID }) => ID === 'shape:c2')).toMatchObject(row)
	})

	it('Markdown has every card with its full text', async () => {
		const { text } = await scene.take('md')
		const unlinked = text.replace(/<(https?:[^>]*)>/g, '$1')
		const shown = unlinked.replaceAll('<br>', '\n').replace(/\\([!-/:-@[-`{-~])/g, '$1')
		for (const card of scene.content.cards) expect(shown).toContain(card.text.trim())
		expect(text).toContain('\n## Dots: 哪个先？\n')
		const attached = scene.content.cards.find(({ id }) => id === 'shape:c2')?.image
		expect(text).toContain(
			`  - Source: <${DETAILS.source}>\n  - ![${DETAILS.imageAlt}](${server.url}${attached?.path})\n`,
		)
	})
})

describe('[FILE5] [FILE8] [FILE9] files for other programs', () => {
	it('have commas or semicolons, as requested, and no other separator', async () => {
		for (const [query, head] of [
			['', 'ID,Kind,'],
			['&locale=fr', 'ID,Type,'],
			['&separator=semicolon', 'ID;Kind;'],
			['&ids=0', 'Kind,'],
		] as const)
			expect((await scene.take('csv', query)).text.slice(1)).toMatch(new RegExp(`^${head}`))
		expect((await scene.take('csv', '&separator=pipe')).status).toBe(400)
		// [COPY1]
		const [heading, ...rows] = (await scene.take('csv', '&ids=0')).text.split('\r\n')
		expect(heading).not.toMatch(/\bID\b|IDs/)
		for (const { id } of scene.content.cards) expect(rows.join()).not.toContain(id)
	})

	it('have a media type and a name of their own', async () => {
		for (const [format, type, ending] of [
			['geojson', 'application/geo+json', '.geojson'],
			['notes', 'application/zip', '.notes.zip'],
			['excalidraw', 'application/vnd.excalidraw+json', '.excalidraw'],
		] as const) {
			const { headers } = await scene.take(format)
			expect(headers.get('Content-Type')).toBe(type)
			expect(headers.get('Content-Disposition')).toMatch(new RegExp(`\\${ending}$`))
		}
		const { bytes } = await scene.take('notes')
		expect(Object.keys(unzipSync(bytes))).toHaveLength(1 + 2 + TEXTS.length)
	})
})

describe('[ANON1] a file without authors', () => {
	const TEXT_FORMATS = ['json', 'md', 'csv', 'tldr', 'excalidraw', 'geojson', 'notes'] as const
	const traces = ['李', 'la jefa', 'meta.author', '"author"', '"people"']
	/** Returns the text of a file, or the texts of a ZIP. */
	const textOf = async (format: (typeof TEXT_FORMATS)[number], query: string) => {
		const { bytes, text } = await scene.take(format, query)
		return format === 'notes'
			? Object.values(unzipSync(bytes))
					.map((file) => strFromU8(file))
					.join('\n')
			: text
	}
	const expectNobody = (text: string) => {
		for (const trace of traces) expect(text).not.toContain(trace)
	}

	it('is available on request', async () => {
		for (const format of ['json', 'excalidraw', 'notes'] as const) expect(await textOf(format, '')).toContain('la jefa')
		for (const format of TEXT_FORMATS) expectNobody(await textOf(format, '&authors=0'))
	})

	it('is the only kind in an anonymous workshop', async () => {
		await scene.run({ type: 'anonymity.set', isAnonymous: true })
		for (const format of TEXT_FORMATS) expectNobody(await textOf(format, '&authors=1'))
		await scene.run({ type: 'anonymity.set', isAnonymous: false })
	})
})

it('an export of an unknown board is not found', async () => {
	expect((await call(server.url, '/api/boards/none/export?format=json', { token: scene.opened.token })).status).toBe(
		404,
	)
})
