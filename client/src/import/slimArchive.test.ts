import { LIMITS } from '@charrette/shared'
import { strFromU8, strToU8, unzipSync, Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { describe, expect, it } from 'vitest'
import { slimArchive } from './slimArchive.ts'

const MB = 1024 * 1024
const readMe = ['READ ME.txt', 'About this archive'] as const

/** Writes a ZIP as our export does, with the sizes of a file behind its bytes. */
async function zip(files: readonly (readonly [name: string, content: string | Uint8Array])[]): Promise<Blob> {
	const pieces: BlobPart[] = []
	const archive = new Zip((_, piece) => pieces.push(new Uint8Array(piece)))
	for (const [name, content] of files) {
		const entry = typeof content === 'string' ? new ZipDeflate(name) : new ZipPassThrough(name)
		archive.add(entry)
		entry.push(typeof content === 'string' ? strToU8(content) : content, true)
	}
	archive.end()
	return new Blob(pieces)
}

/** Unzips, which checks the structure, and returns the text of each file. */
async function textsIn(file: Blob): Promise<Record<string, string>> {
	const files = unzipSync(new Uint8Array(await file.arrayBuffer()))
	return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]))
}

describe('[IMP9] an archive before its import', () => {
	it('keeps the boards of 125 MB with images and documents, and the names of everything', async () => {
		const large = new Uint8Array(40 * MB)
		const archive = await zip([
			['01 第一组/一.json', '{"board":1}'],
			['01 第一组/一.png', large],
			['02 Group 2/b.pdf', large],
			['02 Group 2/b.json', '{"board":2}'],
			['report.docx', large],
			['viewer.html', 'All boards'],
			readMe,
		])
		expect(archive.size).toBeGreaterThan(110 * MB)
		const slim = await slimArchive(archive)
		expect(slim.size).toBeLessThan(2000)
		// Its sizes are in the header of a file, not behind its bytes.
		expect(new DataView(await slim.arrayBuffer()).getUint16(6, true) & 8).toBe(0)
		expect(await textsIn(slim)).toEqual({
			'01 第一组/一.json': '{"board":1}',
			'01 第一组/一.png': '',
			'02 Group 2/b.pdf': '',
			'02 Group 2/b.json': '{"board":2}',
			'report.docx': '',
			'viewer.html': '',
			'READ ME.txt': '',
		})
	})

	it('keeps copies of a board, which replace a damaged one, as far as an import may have them', async () => {
		const board = [
			['a/a.json', '{'],
			['a/a.md', '- One'],
		] as const
		expect(await textsIn(await slimArchive(await zip([...board, readMe])))).toMatchObject({ 'a/a.md': '- One' })
		const large = ['a/a.xlsx', new Uint8Array(LIMITS.maxImportBytes)] as const
		const slim = await textsIn(await slimArchive(await zip([...board, large, readMe])))
		expect(slim).toMatchObject({ 'a/a.json': '{', 'a/a.md': '', 'a/a.xlsx': '' })
	})

	it('is itself if it is not ours, or damaged', async () => {
		const whole = new Uint8Array(await (await zip([['a/a.json', '{}'], ['a/a.png', 'x'], readMe])).arrayBuffer())
		const others = [
			await zip([['word/document.xml', '<document/>']]),
			new Blob(['- a list']),
			new Blob([]),
			new Blob([whole.slice(0, -30)]),
			new Blob([whole.slice(60)]),
		]
		for (const other of others) expect(await slimArchive(other)).toBe(other)
	})

	it('stays as damaged as it was: a changed byte is still found', async () => {
		const archive = new Uint8Array(await (await zip([['a/a.json', '{"cards":[]}'], readMe])).arrayBuffer())
		const before = await slimArchive(new Blob([archive]))
		archive[40] = (archive[40] ?? 0) ^ 0xff
		const after = await slimArchive(new Blob([archive]))
		expect(after.size).toBe(before.size)
		expect(new Uint8Array(await after.arrayBuffer())).not.toEqual(new Uint8Array(await before.arrayBuffer()))
	})
})
