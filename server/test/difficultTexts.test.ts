import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
	type BoardId,
	buildCard,
	CARD_KINDS,
	type ExportFormat,
	plainText,
	putRecord,
	readBoard,
	stripUnprintable,
	unescapeCell,
} from '@charrette/shared'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFile } from '../dist/import/readFile.js'
import { call } from './support/call.ts'
import { DIFFICULT_TEXTS, lostTexts, STORED_TEXTS, textsMissingIn, withoutSpace } from './support/difficultTexts.ts'
import { describeWhere } from './support/machine.ts'
import { makeZip } from './support/makeZip.ts'
import {
	ALL_SHEETS,
	convertWithOffice,
	describeWith,
	lackingPython,
	runProgram,
	textsByPython,
} from './support/programs.ts'
import { openTldr, readCsv } from './support/readExports.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { openVotingScene, type VotingScene } from './support/votingScene.ts'

/**
 * One corpus of difficult texts in every format that the server writes and reads, with our readers
 * and independent ones. `difficultTexts.spec.ts` in e2e tests the formats that browsers render,
 * with the same corpus.
 */
let server: TestServer
let scene: VotingScene
let board: BoardId
let folder: string
beforeAll(async () => {
	server = await startServer()
	scene = await openVotingScene(server)
	board = scene.plenary
	folder = mkdtempSync(join(tmpdir(), 'charrette-texts-'))
	await scene.edit(board, (records) => {
		for (const [number, { text }] of DIFFICULT_TEXTS.entries()) {
			const at = { x: (number % 6) * 240, y: Math.floor(number / 6) * 200, index: 'a1' as never }
			const kind = CARD_KINDS[number % CARD_KINDS.length] ?? 'note'
			putRecord(records, buildCard(`t${number}`, at, { kind, text, city: '' }))
		}
	})
})
afterAll(async () => {
	rmSync(folder, { recursive: true, force: true })
	await server.stop()
})

/** Exports the board into a file, and returns its path. */
async function exported(format: ExportFormat | 'report.html' | 'report.docx' | 'pack', query = ''): Promise<string> {
	const [kind, of] = format.split('.')
	const session = `/api/sessions/${scene.opened.workshop.sessions[0]?.id}`
	const path =
		format === 'pack'
			? `${session}/pack?locale=en`
			: of
				? `${session}/report?format=${of}&locale=en`
				: `/api/boards/${board}/export?format=${kind}&locale=en${query}`
	const response = await fetch(server.url + path, { headers: { Authorization: `Bearer ${scene.opened.token}` } })
	expect(response.status).toBe(200)
	const file = join(folder, format === 'pack' ? 'pack.zip' : format.includes('.') ? format : `board.${format}`)
	writeFileSync(file, new Uint8Array(await response.arrayBuffer()))
	return file
}

/** Returns the lines of a rich text of tldraw. */
function linesOf({ type, content = [] }: RichText): string[] {
	if (type !== 'paragraph') return content.flatMap(linesOf)
	return [content.map((inner) => inner.text ?? '').join('')]
}

interface RichText {
	type?: string
	text?: string
	content?: RichText[]
}

/** “路线” in a URI. */
const PATH = '%E8%B7%AF%E7%BA%BF'

/** Returns a text without the marks of bold parts and lists, which some formats show as such. */
const withoutItems = (text: string) => plainText(text).replace(/^- (?=\S)/gm, '')

/** Returns the texts of the cards that our importer reads from the first board of a file. */
function imported(path: string): string[] {
	const [draft] = readFile(readFileSync(path), path.slice(folder.length + 1)).boards
	return readBoard(draft?.doc ?? expect.fail()).cards.map(({ text }) => text)
}

it('[CHARS1] a board has the texts without the characters that XML forbids', async () => {
	const { cards } = (
		await call<{ cards: { text: string }[] }>(server.url, `/api/boards/${board}/content`, scene.opened)
	).body
	expect(lostTexts(cards.map(({ text }) => text))).toEqual([])
	expect(cards).toHaveLength(DIFFICULT_TEXTS.length)
})

describe('difficult texts are equal', () => {
	it.each(['json', 'tldr', 'excalidraw', 'canvas', 'pack'] as const)('in %s, when imported again', async (format) => {
		expect(lostTexts(imported(await exported(format)))).toEqual([])
	})

	it.each(['csv', 'xlsx'] as const)('except for marks of formatting in %s, when imported again', async (format) => {
		expect(lostTexts(imported(await exported(format)), plainText)).toEqual([])
	})

	it('except for marks of formatting in CSV with semicolons, when imported again', async () => {
		const path = await exported('csv', '&separator=semicolon')
		expect(lostTexts(imported(path), plainText)).toEqual([])
	})

	it('in a tldraw file, as tldraw opens it, with real bold parts and lists', async () => {
		const records = await openTldr(readFileSync(await exported('tldr'), 'utf8'))
		const texts = records.flatMap(({ props }) => (props?.richText ? [linesOf(props.richText).slice(1).join('\n')] : []))
		expect(lostTexts(texts, withoutItems)).toEqual([])
	})

	it('in a Mermaid diagram, by its grammar, up to 300 letters', async () => {
		const labels = [...readFileSync(await exported('mmd'), 'utf8').matchAll(/c\d+\["(.*)"\]:::/g)].map(
			([, label = '']) =>
				label.replaceAll('<br/>', '\n').replace(/#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
		)
		const shown = (text: string) => {
			const letters = [...plainText(text).replace(/(?!\n)\p{Cc}/gu, ' ')]
			return withoutSpace(letters.length > 290 ? letters.slice(0, 290).join('') : letters.join(''))
		}
		expect(lostTexts(labels, shown)).toEqual([])
	})
})

describeWhere(lackingPython(), 'difficult texts are equal for Python', () => {
	it.each<[format: 'csv' | 'xlsx' | 'viewer', file: ExportFormat, stored: (text: string) => string]>([
		['csv', 'csv', unescapeCell],
		['xlsx', 'xlsx', (text) => text],
		['viewer', 'html', (text) => text],
	])('in %s', async (kind, format, stored) => {
		const texts = await textsByPython('read', kind, { path: await exported(format) })
		expect(lostTexts(texts.map(stored), plainText)).toEqual([])
	})

	it.each<[kind: string, file: ExportFormat | 'report.html' | 'report.docx']>([
		['docx', 'docx'],
		['docx', 'report.docx'],
		['html', 'report.html'],
	])('except for white space in %s: %s', async (kind, format) => {
		const texts = await textsByPython('read', kind, { path: await exported(format) })
		const printed = (text: string) => withoutSpace(stripUnprintable(withoutItems(text)))
		expect(textsMissingIn(texts.join(''), printed)).toEqual([])
	})

	it.each<[kind: string, file: ExportFormat | 'report.html' | 'report.docx']>([
		['formats-docx', 'docx'],
		['formats-docx', 'report.docx'],
		['formats-html', 'report.html'],
	])('[TEXT1] [TEXT2] with their bold parts, lists and links: %s in %s', async (kind, format) => {
		const found = await textsByPython('read', kind, { path: await exported(format) })
		const page = kind === 'formats-html' ? 'https://a.example/路线?x=1&y=%20' : `https://a.example/${PATH}?x=1&y=%20`
		expect(found).toEqual(expect.arrayContaining(['Ask', page, 'mailto:li@b.example']))
		expect(found.filter((text) => /^(see|or|no item)/.test(text))).toHaveLength(3)
	})

	it('[EXP10e] with the language of the script of each text, in Word files', async () => {
		const languages = await textsByPython('read', 'languages-docx', { path: await exported('docx') })
		expect(languages).toEqual(expect.arrayContaining(['ar-SA', 'zh-CN']))
	})

	it('[FILE4] with the first address of a text as the link of its cell', async () => {
		const links = await textsByPython('read', 'links-xlsx', { path: await exported('xlsx') })
		expect(links).toEqual(['http://evil.example', 'http://e', `https://a.example/${PATH}?x=1&y=%20`])
	})

	it('[IMP4] and none of these links is reported as lost, when a workbook is imported again', async () => {
		const { skipped } = readFile(readFileSync(await exported('xlsx')), 'board.xlsx')
		expect(skipped).toEqual([])
	})

	it.each(['csv', 'xlsx', 'docx'])('when an independent program writes %s, and we import it', async (kind) => {
		const path = join(folder, `written.${kind}`)
		await textsByPython('write', kind, { path, texts: STORED_TEXTS.map(({ text }) => text) })
		// A file of another program lacks the apostrophes that we put before formulas.
		const stored = (text: string) => (kind === 'csv' ? unescapeCell(text) : text)
		const normalize = (text: string) => (kind === 'docx' ? withoutSpace(text) : stored(text))
		expect(lostTexts(imported(path), normalize)).toEqual([])
	})
})

describeWith(['cmark-gfm'], 'difficult texts are equal for CommonMark', () => {
	it.each(['md', 'notes'] as const)('in Markdown (%s), and none is markup', async (format) => {
		const pages = await Promise.all((await notesIn(format)).map(toHtml))
		for (const html of pages) expect(html).not.toMatch(/<(script|img|!--)/)
		const shown = pages
			.map((html) =>
				html.replace(/<[^>]*>/g, '').replace(/&(lt|gt|amp|quot);/g, (_, name: string) => ENTITIES[name] ?? ''),
			)
			.join('\n')
		const withoutBullets = (text: string) => withoutSpace(withoutItems(text).replaceAll('•', ''))
		expect(textsMissingIn(shown, withoutBullets)).toEqual([])
	})

	/** Returns the Markdown files of an export, without their properties. */
	async function notesIn(format: 'md' | 'notes'): Promise<string[]> {
		const file = readFileSync(await exported(format))
		const files = format === 'md' ? [file] : Object.values(unzipSync(file))
		return files.map((bytes) =>
			Buffer.from(bytes)
				.toString('utf8')
				.replace(/^---\n[\s\S]*?\n---\n/, ''),
		)
	}

	async function toHtml(markdown: string, number: number): Promise<string> {
		const path = join(folder, `${number}.md`)
		writeFileSync(path, markdown)
		return runProgram('cmark-gfm', [...'--to html --unsafe -e table -e strikethrough -e autolink'.split(' '), path])
	}
})

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }

describeWith(['soffice'], 'difficult texts are equal for LibreOffice', () => {
	it('in a workbook', async () => {
		const sheets = await convertWithOffice([await exported('xlsx')], ALL_SHEETS, folder)
		const cards = sheets.find((path) => path.endsWith('-Cards.csv')) ?? expect.fail()
		const texts = readCsv(readFileSync(cards, 'utf8')).map((row) => row['Text'] ?? '')
		expect(lostTexts(texts, plainText)).toEqual([])
	})
})

describe('difficult texts in files of other programs are equal', () => {
	const texts = STORED_TEXTS.map(({ text }) => text)
	const box = (at: number) => ({ x: (at % 6) * 300, y: at * 300, width: 200, height: 100 })
	const drawn = texts.map((text, at) => ({ id: `t${at}`, ...box(at), text }))
	const FILES: Record<string, { file: string; normalize?: (text: string) => string }> = {
		'a.excalidraw': {
			file: JSON.stringify({ type: 'excalidraw', elements: drawn.map((one) => ({ ...one, type: 'text' })) }),
		},
		// Headings are bold lines (IMP2o).
		'a.canvas': {
			file: JSON.stringify({ nodes: drawn.map((one) => ({ ...one, type: 'text' })), edges: [] }),
			normalize: (text) => text.replace(/^#+ (.*)$/gm, '**$1**'),
		},
		'a.json': {
			file: JSON.stringify({
				name: 'Trello',
				idOrganization: null,
				lists: [{ id: 'l', name: 'List', pos: 1 }],
				cards: texts.map((name, pos) => ({ name, desc: '', idList: 'l', pos, labels: [] })),
			}),
		},
	}
	it.each(Object.entries(FILES))('%s', (name, { file, normalize }) => {
		const path = join(folder, name)
		writeFileSync(path, file)
		expect(lostTexts(imported(path), normalize)).toEqual([])
	})

	it('an archive with a table in a folder', () => {
		const path = join(folder, 'a.zip')
		const rows = texts.map((text) => `"${text.replaceAll('"', '""')}"`)
		writeFileSync(path, makeZip([{ name: '城市 🏛️/a.csv', bytes: `Text\n${rows.join('\n')}` }]))
		expect(lostTexts(imported(path), unescapeCell)).toEqual([])
	})
})
