import { coverageOf, LOCALES } from '@charrette/shared'
import { Document, Packer, Paragraph } from 'docx'
import { describe, expect, it } from 'vitest'
import type { ExportedBoard } from '../export/ExportedBoard.ts'
import { toNotes } from '../export/notes/toNotes.ts'
import { toMarkdown } from '../export/toMarkdown.ts'
import { ImportRefusedError } from './FileDraft.ts'
import { readFile } from './readFile.ts'

const cards = [
	{ id: 'o', kind: 'obstacle' as const, text: 'Permits', city: 'Dakar', cluster: 'k' },
	{ id: 's', kind: 'solution' as const, text: 'One office', city: '' },
]
const content = { cards, links: [], clusters: [{ id: 'k', title: 'Rules', cards: ['o'] }], images: [], threads: [] }
const exported = {
	workshop: { title: 'Streets' },
	session: { title: 'Morning' },
	board: { id: 'b', title: 'Group 1' },
	content: { ...content, coverage: coverageOf(cards, []) },
} as unknown as ExportedBoard
const metaIn = (locale: (typeof LOCALES)[number]) => ({
	at: new Date(2025, 10, 24, 12),
	locale,
	origin: 'https://charrette.example',
})

function refusal(bytes: Uint8Array | string, name: string): string | null {
	try {
		readFile(Buffer.from(bytes), name)
		return null
	} catch (cause) {
		return cause instanceof ImportRefusedError ? cause.reason : String(cause)
	}
}

describe('[IMP4c] our files for reading are refused with the files to import instead', () => {
	it.each(LOCALES)('the outline, also with another beginning: %s', (locale) => {
		const markdown = toMarkdown(exported, metaIn(locale))
		for (const name of ['board.md', 'board.txt', '']) expect(refusal(markdown, name)).toBe('outline_only')
		expect(refusal(`Our plan\n\n${markdown.replaceAll('\n', '\r\n')}\n`, 'board.md')).toBe('outline_only')
		expect(refusal(markdown.replace(/\[\/\/\].*/, ''), 'board.md')).toBe('outline_only')
	})

	it.each(LOCALES)('the archive of notes: %s', async (locale) => {
		const chunks: Uint8Array[] = []
		for await (const chunk of toNotes(exported, metaIn(locale))) chunks.push(chunk)
		expect(refusal(Buffer.concat(chunks), 'board.notes.zip')).toBe('outline_only')
	})

	it('the report and the viewer, as Word or as a page', async () => {
		const word = (creator: string) =>
			Packer.toBuffer(new Document({ creator, sections: [{ children: [new Paragraph('x')] }] }))
		expect(refusal(await word('Charrette'), 'report.docx')).toBe('outline_only')
		expect(refusal(await word('Ana'), 'mine.docx')).toBeNull()
		const page = '<!doctype html><html><head><meta name="generator" content="Charrette">'
		expect(refusal(page, 'report.html')).toBe('outline_only')
		expect(refusal('<!doctype html><html><head>', 'page.html')).toBe('unknown_format')
	})

	it('but not the notes of others', () => {
		expect(refusal('---\nkind: idea\nboard: mine\n---\nPermits\n', 'note.md')).toBeNull()
	})
})
