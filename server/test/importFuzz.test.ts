import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWorkshop } from './support/call.ts'
import {
	corruptBytes,
	corruptJson,
	corruptTable,
	corruptZip,
	createRandom,
	type Part,
	type Random,
} from './support/corruptFile.ts'
import type { ImportScene } from './support/importScene.ts'
import { boardPath, setImportScene } from './support/importScene.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'

/**
 * Files of each kind that the server exports, with a corrupted structure, sent to a whole server.
 * Each file is either imported or refused with an error that names the reason. A refused file
 * changes nothing, and an imported file changes exactly what the answer reports.
 */
const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const TURNS = process.env['CI'] ? 12 : 4

let server: TestServer
let scene: ImportScene
const files = new Map<string, Uint8Array>()
beforeAll(async () => {
	server = await startServer()
	scene = await setImportScene(server)
	for (const format of ['json', 'csv', 'xlsx', 'docx', 'tldr', 'excalidraw', 'canvas', 'md'] as const)
		files.set(format, (await scene.take(format)).bytes)
})
afterAll(() => server.stop())

const textOf = (format: string) => strFromU8(files.get(format) ?? expect.fail())
const json = (format: string) => (random: Random) => corruptJson(JSON.parse(textOf(format)), random)
const partsOf = (format: string): Part[] =>
	Object.entries(unzipSync(files.get(format) ?? expect.fail())).map(([name, bytes]) => ({
		name,
		text: strFromU8(bytes),
	}))
const zip = (parts: () => Part[]) => (random: Random) => corruptZip(parts(), random)

const CORRUPTED: Record<string, (random: Random) => Uint8Array> = {
	'a.json': json('json'),
	'a.tldr': json('tldr'),
	'a.excalidraw': json('excalidraw'),
	'a.canvas': json('canvas'),
	'a.csv': (random) => corruptTable(textOf('csv'), random),
	'a.md': (random) => corruptBytes(Buffer.from(textOf('md')), random),
	'a.xlsx': zip(() => partsOf('xlsx')),
	'a.docx': zip(() => partsOf('docx')),
	'a.zip': zip(() => [
		{ name: '01 Board/board.json', text: textOf('json') },
		{ name: '02 Table/board.csv', text: textOf('csv') },
		{ name: 'READ ME.txt', text: 'x' },
	]),
}

it.each(Object.entries(CORRUPTED))(
	`[IMP4] a corrupted %s is imported or refused, and nothing of it is half imported (seed ${SEED})`,
	async (name, corrupt) => {
		// A separate board, which stays small.
		const { workshop, token } = await createWorkshop(server.url)
		const board = workshop.sessions[0]?.boards[0]?.id ?? ''
		const recordsNow = async () => (await scene.fileOf(board, server, token)).document.records
		const random = createRandom(SEED)
		let before = await recordsNow()
		for (let turn = 0; turn < TURNS; turn++) {
			const { status, boards, error } = await scene.bring(corrupt(random), { to: boardPath(board), name, token })
			const after = await recordsNow()
			const reason = `turn ${turn}: ${status} ${error?.code}`
			const added = status === 200 ? boards.flatMap(({ records }) => records) : []
			expect([200, 400, 413, 415, 422], reason).toContain(status)
			if (status !== 200) expect(error?.message, reason).toMatch(/\w/)
			expect(Object.keys(after).sort(), reason).toEqual([...Object.keys(before), ...added].sort())
			expect(after, reason).toMatchObject(before)
			before = after
		}
	},
	60_000,
)
