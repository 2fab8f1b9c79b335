import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import type { BoardContent, BoardId, ErrorBody, ImportResult } from '@charrette/shared'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, join } from './support/call.ts'
import type { ExportScene } from './support/exportScene.ts'
import { setExportScene } from './support/exportScene.ts'
import { describeWith, runProgram } from './support/programs.ts'
import type { TestServer } from './support/startServer.ts'
import { startServer } from './support/startServer.ts'
import { cards } from './support/votingScene.ts'

let server: TestServer
let scene: ExportScene
beforeAll(async () => {
	server = await startServer()
	scene = await setExportScene(server)
	const [group] = scene.opened.workshop.sessions[0]?.groups ?? []
	await scene.run({ type: 'groups.rename', group: group?.id, name: '第一组/../x' })
	await scene.edit(group?.board as BoardId, cards(['one']))
})
afterAll(() => server.stop())

/** Downloads the archive of the current session, or another path. */
async function download(path = `sessions/${scene.opened.workshop.sessions[0]?.id}/pack`): Promise<Uint8Array> {
	const headers = { Authorization: `Bearer ${scene.opened.token}` }
	const response = await fetch(`${server.url}/api/${path}`, { headers })
	expect(response.status).toBe(200)
	return new Uint8Array(await response.arrayBuffer())
}

/** Returns all text in a ZIP, including the text of its documents and workbooks. */
function textIn(zip: Uint8Array): string {
	return Object.entries(unzipSync(zip))
		.map(([path, bytes]) => textOf(path, bytes))
		.join('\n')
}

function textOf(path: string, bytes: Uint8Array): string {
	return /\.(docx|xlsx)$/.test(path) ? textIn(bytes) : `${path}\n${strFromU8(bytes)}`
}

describe('an archive from the server', () => {
	it('[PACK1] has a folder for each board with content, files of all boards, and a list of empty ones', async () => {
		const files = unzipSync(await download())
		const day = /\d{4}-\d\d-\d\d/
		const names = Object.keys(files).map((path) => path.replace(day, 'DAY'))
		const folder = names.find((name) => name.endsWith('.json'))?.replace(/\/.*/, '') ?? ''
		expect(folder).toMatch(/^\d\d \S/)
		const endings = names.filter((name) => name.startsWith(`${folder}/`)).map((name) => name.replace(/.*\./, ''))
		expect(endings).toEqual(['json', 'xlsx', 'csv', 'md', 'tldr'])
		const wholes = ['report.html', 'report.docx', 'workbook.xlsx', 'viewer.html', 'READ ME.txt']
		expect(names.filter((name) => !name.includes('/'))).toEqual(wholes)
		expect(strFromU8(files['READ ME.txt'] ?? new Uint8Array())).toContain('Group 2')
	})

	it('[PACK3] [ANON1] has no authors in any file of an anonymous workshop, or without the option', async () => {
		const people = (await scene.state()).participants
		const namedIn = (text: string) => people.filter(({ id, name }) => text.includes(id) || text.includes(name))
		expect(namedIn(textIn(await download()))).toHaveLength(people.length)
		const session = scene.opened.workshop.sessions[0]?.id
		expect(namedIn(textIn(await download(`sessions/${session}/pack?authors=0`)))).toEqual([])
		await scene.run({ type: 'anonymity.set', isAnonymous: true })
		// The report still lists participants (ANON1); no file of a board names them, and no file names
		// authors.
		const files = Object.entries(unzipSync(await download()))
		const boards = files.filter(([path]) => path.includes('/')).map(([path, bytes]) => textOf(path, bytes))
		expect(namedIn(boards.join('\n'))).toEqual([])
		const all = files.map(([path, bytes]) => textOf(path, bytes)).join('\n')
		expect(people.filter(({ id }) => all.includes(id))).toEqual([])
		await scene.run({ type: 'anonymity.set', isAnonymous: false })
	})

	it('[PACK1] [IMP1] [IMP9] comes back as the same boards: cards, links and clusters', async () => {
		const { token } = scene.opened
		const session = scene.opened.workshop.sessions[0]
		const archive = await download()
		const response = await fetch(`${server.url}/api/sessions/${session?.id}/import?name=archive.zip`, {
			method: 'POST',
			headers: { Authorization: `Bearer ${token}` },
			body: new Blob([new Uint8Array(archive)]),
		})
		const { boards } = (await response.json()) as ImportResult
		const contentOf = async (board: string) => {
			const { body } = await call<BoardContent>(server.url, `/api/boards/${board}/content`, { token })
			const { cards, links, clusters } = body
			// Dots and reactions stay with the workshop in which they were given.
			return { cards: cards.map(({ votes, reactions, ...card }) => card), links, clusters }
		}
		const originals = await Promise.all((session?.boards ?? []).map(({ id }) => contentOf(id)))
		const copies = await Promise.all(boards.map(({ id }) => contentOf(id ?? '')))
		expect(copies).toHaveLength(originals.filter(({ cards }) => cards.length > 0).length)
		for (const copy of copies) expect(originals).toContainEqual(copy)
		for (const { id } of boards) await scene.run({ type: 'board.remove', board: id, withCards: true })
	})

	it('is for facilitators of the workshop, and not found for an unknown session', async () => {
		const { token } = await join(server.url, scene.opened.joinCode, 'Kofi')
		const session = scene.opened.workshop.sessions[0]?.id
		const codeOf = async (path: string, token: string) =>
			(await call<ErrorBody>(server.url, `/api/${path}`, { token })).body.error.code
		for (const file of ['pack', 'workbook.xlsx']) {
			expect(await codeOf(`sessions/${session}/${file}`, token)).toBe('not_allowed')
			expect(await codeOf(`workshops/${scene.opened.workshop.id}/${file}`, token)).toBe('not_allowed')
			expect(await codeOf(`sessions/none/${file}`, scene.opened.token)).toBe('not_found')
		}
	})

	it('[FILE4] the workbook of a session names the board of each row', async () => {
		const sheets = unzipSync(await download(`sessions/${scene.opened.workshop.sessions[0]?.id}/workbook.xlsx`))
		const text = Object.values(sheets)
			.map((bytes) => strFromU8(bytes))
			.join('')
		expect(text).toContain((await scene.state()).sessions[0]?.boards.find(({ id }) => id === scene.board)?.title)
	})
})

describeWith(['unzip'], 'an archive, opened by unzip', () => {
	const folder = mkdtempSync(joinPath(tmpdir(), 'charrette-archive-'))
	afterAll(() => rmSync(folder, { recursive: true, force: true }))

	it('[PACK1] is a valid ZIP with correct names in any script, and no path outside its folder', async () => {
		const file = joinPath(folder, 'archive.zip')
		writeFileSync(file, await download())
		expect(await runProgram('unzip', ['-t', file])).toContain('No errors detected')
		const names = (await runProgram('unzip', ['-Z1', file])).trim().split('\n')
		expect(names.filter((name) => name.startsWith('01 第一组 .. x/'))).toHaveLength(5)
		expect(names.filter((name) => name.split('/').some((part) => part === '..') || name.startsWith('/'))).toEqual([])
	})
})
