import type { Card } from '@charrette/shared'

/** What some systems do not allow in the name of a file. */
const FORBIDDEN = /[\\/:*?"<>|\p{Cc}]/gu

/**
 * Returns the names of the documents of cards in the folder of their board, by their paths: each
 * once, and no two with the same name (CASE6).
 */
export function documentNames(cards: readonly Pick<Card, 'document'>[]): Map<string, string> {
	const names = new Map<string, string>()
	const taken = new Set<string>()
	for (const { document } of cards) {
		if (!document || names.has(document.path)) continue
		const extension = /\.(pdf|docx|pptx)$/i.exec(document.name)?.[0].toLowerCase() ?? '.pdf'
		const stem = document.name.replace(/\.(pdf|docx|pptx)$/i, '').replaceAll(FORBIDDEN, '_')
		let name = `${stem}${extension}`
		for (let copy = 2; taken.has(name.toLowerCase()); copy++) name = `${stem} (${copy})${extension}`
		taken.add(name.toLowerCase())
		names.set(document.path, name)
	}
	return names
}
