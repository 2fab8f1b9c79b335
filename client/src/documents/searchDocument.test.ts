import { expect, it } from 'vitest'
import type { OpenedDocument } from '../boardParts/documents/OpenedDocument.ts'
import { type PageTexts, searchDocument } from './searchDocument.ts'

/** A document with these lines on its pages; null is a page that cannot be read. */
function documentOf(pages: readonly (readonly string[] | null)[]) {
	const read: number[] = []
	const page = async (number: number) => {
		read.push(number)
		const lines = pages[number - 1]
		if (!lines) throw new Error('damaged')
		return { text: async () => lines.join('\n') }
	}
	return { opened: { pages: pages.length, page } as unknown as OpenedDocument, read }
}

it('[CASE4b] every match is found, over the end of a line too, and pages are read once', async () => {
	const { opened, read } = documentOf([['Rain', 'gardens and rain  GARDENS'], null, ['Gardens'], ['rain gardens']])
	const texts: PageTexts = new Map()
	const { signal } = new AbortController()
	expect(await searchDocument(opened, ' rain Gardens', { texts, signal })).toEqual([1, 1, 4])
	expect(await searchDocument(opened, 'yard', { texts, signal })).toEqual([])
	expect(read).toEqual([1, 2, 3, 4])
})

it('[CASE4b] a search ends when another one begins', async () => {
	const { opened, read } = documentOf([['rain'], ['rain']])
	const abort = new AbortController()
	const searching = searchDocument(opened, 'rain', { texts: new Map(), signal: abort.signal })
	abort.abort(new Error('another one'))
	await expect(searching).rejects.toThrow('another one')
	expect(read).toEqual([1])
})
