import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boardPath, type ImportScene, setImportScene } from './support/importScene.ts'
import { makeZip } from './support/makeZip.ts'
import { startServer, type TestServer } from './support/startServer.ts'

let server: TestServer
let scene: ImportScene
beforeAll(async () => {
	server = await startServer()
	scene = await setImportScene(server)
})
afterAll(() => server.stop())

const MB = 1024 * 1024
const foreign = (name: string) => readFileSync(new URL(`foreignFiles/${name}`, import.meta.url))
const half = (name: string) => foreign(name).subarray(0, Math.floor(foreign(name).length / 2))
/** Entities that expand to billions of letters, and one with a file of the server. */
const ENTITIES = [...'bcdefghij'].map((one, at) => `<!ENTITY ${one} "${`&${'abcdefghij'[at]};`.repeat(10)}">`)
const LAUGHS = `<!DOCTYPE x [<!ENTITY a "haha">${ENTITIES.join('')}]>`
const EXTERNAL = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'
const container = (stream: string) =>
	Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000), Buffer.from(`${stream}\0`, 'utf16le')])
const workbook = (sheet: string) => {
	const relationship = '<Relationships><Relationship Id="r1" Target="worksheets/a.xml"/></Relationships>'
	return makeZip([
		{ name: 'xl/workbook.xml', bytes: '<workbook><sheets><sheet name="A" r:id="r1"/></sheets></workbook>' },
		{ name: 'xl/_rels/workbook.xml.rels', bytes: relationship },
		{ name: 'xl/worksheets/a.xml', bytes: sheet },
	])
}
const cellOf = (text: string) =>
	`<worksheet><sheetData><row><c t="inlineStr"><is><t>${text}</t></is></c></row></sheetData></worksheet>`
/** Sets the flag of a password in the directory of an archive. */
function locked(zip: Uint8Array): Uint8Array {
	const bytes = Buffer.from(zip)
	bytes.writeUInt16LE(0x801, bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 8)
	return bytes
}
const zeros = Buffer.alloc(30 * MB)
const table = makeZip([{ name: 'a.csv', bytes: 'Permits' }])

const EMPTY = [422, 'nothing_inside']
const DAMAGED = [422, 'damaged_file']
const TOO_MUCH = [422, 'too_much_inside']
const unknown = (file?: string) => [415, 'unknown_format', ...(file ? [file] : [])]

type Case = [what: string, name: string, bytes: Uint8Array | string, answer: unknown[]]
const CASES: Case[] = [
	['an empty table', 'a.csv', '', EMPTY],
	['an empty JSON', 'a.json', '', EMPTY],
	['a JSON of spaces', 'a.json', ' \n', EMPTY],
	['an empty workbook', 'a.xlsx', '', EMPTY],
	['an empty drawing', 'a.excalidraw', '{"type":"excalidraw","elements":[]}', EMPTY],
	['an empty archive', 'a.zip', makeZip([]), EMPTY],
	['half a workbook', 'a.xlsx', half('sheets.xlsx'), DAMAGED],
	['half a spreadsheet', 'a.ods', half('kinds.ods'), DAMAGED],
	['half a drawing of tldraw', 'a.tldr', half('release5.tldr'), DAMAGED],
	['half a drawing of Excalidraw', 'a.excalidraw', half('map.excalidraw'), DAMAGED],
	['half a mind map', 'a.mm', '<map><node TEXT="a"><node', DAMAGED],
	['a text named workbook', 'a.xlsx', 'Permits', unknown()],
	['a text named JSON', 'a.json', 'Permits', DAMAGED],
	['a text named mind map', 'a.mm', 'Permits', DAMAGED],
	['noise', 'a.csv', Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251)), unknown()],
	['deep JSON', 'a.json', '{"a":'.repeat(100_000), TOO_MUCH],
	['deep lists', 'a.tldr', '['.repeat(5 * MB), TOO_MUCH],
	['a deep mind map', 'a.mm', `<map>${'<node>'.repeat(200_000)}`, TOO_MUCH],
	['a deep outline', 'a.opml', `<opml><body>${'<outline text="x">'.repeat(200_000)}`, TOO_MUCH],
	['entities in a mind map', 'a.mm', `${LAUGHS}<map><node TEXT="&j;"/></map>`, DAMAGED],
	['entities in a workbook', 'a.xlsx', workbook(LAUGHS + cellOf('&j;')), DAMAGED],
	[
		'an entity with a file of the server',
		'a.opml',
		`${EXTERNAL}<opml><body><outline text="&j;"/></body></opml>`,
		DAMAGED,
	],
	['an archive of zeros', 'a.zip', makeZip([{ name: 'a.csv', bytes: zeros }]), TOO_MUCH],
	['a workbook of zeros', 'a.xlsx', workbook(zeros.toString('latin1')), TOO_MUCH],
	['an archive with a way out', 'a.zip', makeZip([{ name: '../../etc/passwd.csv', bytes: 'x' }]), DAMAGED],
	['a locked archive', 'a.zip', locked(table), unknown('locked_archive')],
	['a locked workbook', 'a.xlsx', container('EncryptedPackage'), unknown('locked_office')],
	['older Excel', 'a.xls', container('Workbook'), unknown('old_excel')],
	['older Word', 'a.doc', container('WordDocument'), unknown('old_word')],
	['a web page with a script', 'a.html', '<!DOCTYPE html><html><script>alert(1)</script>', unknown('web_page')],
	['a web page named list', 'a.txt', '<!DOCTYPE html><html><script>alert(1)</script>', unknown('web_page')],
	['an image with a script', 'a.svg', '<svg onload="alert(1)"><script>alert(1)</script></svg>', unknown('svg_image')],
]

describe('[IMP4c] a bad file is refused, with its reason', () => {
	it.each(CASES)('%s', async (_, name, bytes, answer) => {
		const { status, error } = await scene.bring(bytes, { name, to: boardPath(scene.groupBoard(0)), dryRun: true })
		expect([status, error?.code, ...(error?.reason ? [error.reason] : [])]).toEqual(answer)
	})
})

it('[IMP3] a table of 200 MB is refused when it is announced, before it is sent', async () => {
	const headers = { authorization: `Bearer ${scene.opened.token}`, 'content-length': 200 * MB }
	const path = `${server.url}${boardPath(scene.groupBoard(0))}/import?name=a.csv`
	const upload = request(path, { method: 'POST', headers })
	upload.on('error', () => undefined)
	upload.write('Permits\n')
	const [{ statusCode }] = (await once(upload, 'response')) as [IncomingMessage]
	upload.destroy()
	expect(statusCode).toBe(413)
})

it('[IMP2] a file with the extension of another format is read by its content', async () => {
	const options = { to: boardPath(scene.groupBoard(0)), dryRun: true }
	const named = [
		['a.csv', 'sheets.xlsx', 6],
		['a.xlsx', 'map.excalidraw', 5],
		['a.json', 'release4.tldr', 3],
	] as const
	for (const [name, content, cards] of named) {
		const { boards } = await scene.bring(foreign(content), { ...options, name })
		expect(boards.map((board) => board.cards)).toEqual([cards])
	}
})
