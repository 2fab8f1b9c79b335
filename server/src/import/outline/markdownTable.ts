import { kindFromWord, readPaste } from '@charrette/shared'
import type { OutlinePart } from './outlineDraft.ts'

const RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/

/** Whether a line is the one between the head of a table and its rows: `|---|:-:|`. */
export function isTableRule(line: string): boolean {
	return line.includes('|') && line.length < 2000 && RULE.test(line)
}

/** Returns the cells of a row. A bar in a cell is escaped. */
export function readTableRow(line: string): string[] {
	const cells = line
		.trim()
		.replace(/^\||(?<!\\)\|$/g, '')
		.split(/(?<!\\)\|/)
	return cells.map((cell) =>
		cell
			.replaceAll('\\|', '|')
			.replace(/<br\s*\/?>/gi, '\n')
			.trim(),
	)
}

/**
 * Returns the cards of a table: by its headings, as of a pasted table; one for each cell if two of
 * its headings are kinds; else one for each row, with all of its cells.
 */
export function tableParts([head = [], ...rows]: readonly string[][]): OutlinePart[] {
	const kinds = head.map(kindFromWord)
	if (kinds.filter(Boolean).length > 1)
		return rows.flatMap((cells) =>
			cells.map((text, index): OutlinePart => ({ type: 'card', text, kind: kinds[index] })),
		)
	const read = readPaste('', [head, ...rows])
	const known = 'cards' in read && head.length > 1 && read.cards.every(({ cluster }) => !cluster) ? read.cards : null
	if (known) return known.map((card): OutlinePart => ({ type: 'card', ...card }))
	return rows.map((cells): OutlinePart => {
		const lines = cells.map((cell, index) => (cell !== '' && head[index] ? `${head[index]}: ${cell}` : cell))
		return { type: 'card', text: lines.filter(Boolean).join('\n') }
	})
}
