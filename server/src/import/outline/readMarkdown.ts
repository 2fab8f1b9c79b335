import type { SkippedEntry } from '@charrette/shared'
import { isTableRule, readTableRow, tableParts } from './markdownTable.ts'
import type { OutlinePart } from './outlineDraft.ts'

const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/
const ITEM = /^(\s*)(?:[-*+•]|\d{1,4}[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/
const RULE = /^\s*(?:[-*_]\s*){3,}$/
const FENCE = /^\s*(```|~~~)/
/** Properties of a note of Obsidian or Logseq: the first lines, between two rules. */
const PROPERTIES = /^---\r?\n(?:.*\r?\n)*?---\r?\n/
/** Minimum indentation of an item that belongs to the item above. */
const INDENT = 2

/** Whether a text has headings, which a plain list does not have. */
export function isMarkdownOutline(text: string): boolean {
	return text.split(/\r\n|\r|\n/).some((line) => HEADING.test(line))
}

type Line =
	| { type: 'blank' }
	| { type: 'heading'; level: number; text: string }
	/** `isTask` for an item with a box. */
	| { type: 'item'; indent: number; text: string; isTask: boolean }
	| { type: 'text'; text: string }
	| { type: 'row'; cells: string[] }
	/** The line between the head of a table and its rows. */
	| { type: 'rule' }

/** The card that the next lines may belong to; `indent` is null for a paragraph. */
type OpenCard = { part: OutlinePart; indent: number | null } | null

/**
 * Reads the parts of a Markdown outline. The title is that of the front matter, or a single
 * first-level heading; other headings begin clusters. A list item is a card, with the items below
 * it as a list in its text; a task is an action; a row of a table is a card, and a paragraph, too.
 * Bold text stays bold. Images keep their description, and are listed with other properties of the
 * front matter.
 */
export function readMarkdown(text: string): { parts: OutlinePart[]; skipped: SkippedEntry[] } {
	const properties = PROPERTIES.exec(text.slice(0, MAX_PROPERTIES))?.[0] ?? ''
	const skipped: SkippedEntry[] = []
	const parts = readProperties(properties, skipped)
	const before = properties.split('\n').length
	const lines = readLines(text.slice(properties.length), (line, entry) =>
		skipped.push({ line: line + before, entry, reason: 'image_left_out' }),
	)
	const isTitled = parts.length > 0
	const tops = lines.filter((line) => line.type === 'heading' && line.level === 1).length
	let open: OpenCard = null
	let table: string[][] = []
	for (const [index, line] of lines.entries()) {
		const number = index + before
		if (line.type === 'row') {
			table.push(line.cells)
			open = null
			if (lines[index + 1]?.type === 'row' || lines[index + 1]?.type === 'rule') continue
			for (const part of tableParts(table)) parts.push({ ...part, line: number })
			table = []
		} else if (line.type === 'heading') {
			const isTitle = line.level === 1 && tops === 1 && !isTitled
			parts.push({ type: isTitle ? 'title' : 'heading', text: line.text, line: number })
			open = null
		} else if (line.type !== 'rule') open = readCardLine(line, { open, parts, number })
	}
	return { parts, skipped }
}

const PROPERTY = /^([\w-]+):\s*(.*)$/

/** Returns the title of the front matter, and lists its other properties. */
function readProperties(properties: string, skipped: SkippedEntry[]): OutlinePart[] {
	const parts: OutlinePart[] = []
	for (const [index, line] of properties.split('\n').entries()) {
		const [, key, value = ''] = PROPERTY.exec(line.trim()) ?? []
		const bare = value.replace(/^(["'])(.*)\1$/, '$2')
		if (key === 'title' && bare !== '') parts.push({ type: 'title', text: bare, line: index + 1 })
		else if (!/^(---)?$/.test(line.trim()))
			skipped.push({ line: index + 1, entry: line.trim().slice(0, MAX_ENTRY_LETTERS), reason: 'property_left_out' })
	}
	return parts
}

/** Adds a line to the open card, or begins a new card. Returns the card that is open afterwards. */
function readCardLine(
	line: Extract<Line, { type: 'blank' | 'item' | 'text' }>,
	{ open, parts, number }: { open: OpenCard; parts: OutlinePart[]; number: number },
): OpenCard {
	// A blank line ends a paragraph, but not a list.
	if (line.type === 'blank') return open?.indent === null ? null : open
	const indent = line.type === 'item' ? line.indent : null
	const isBelow = indent === null || (open !== null && open.indent !== null && indent >= open.indent + INDENT)
	if (open && isBelow) {
		open.part.text += indent === null ? `\n${line.text}` : `\n- ${line.text}`
		return open
	}
	const isTask = line.type === 'item' && line.isTask
	const part: OutlinePart = { type: 'card', text: line.text, line: number, ...(isTask && { kind: 'action' }) }
	parts.push(part)
	return { part, indent }
}

/** Called for each image, with the index of its line and its address. */
type OnImage = (line: number, address: string) => void

function readLines(text: string, onImage: OnImage): Line[] {
	let isCode = false
	const all = text.split(/\r\n|\r|\n/)
	// A table is the rows around a line such as `|---|---|`.
	let isTable = false
	return all.map((raw, index): Line => {
		if (FENCE.test(raw)) {
			isCode = !isCode
			return { type: 'blank' }
		}
		if (raw.trim() === '') isTable = false
		if (raw.trim() === '') return { type: 'blank' }
		if (isCode) return { type: 'text', text: raw.trim() }
		const shown = withoutImages(raw, (address) => onImage(index, address))
		if (isTable && isTableRule(raw)) return { type: 'rule' }
		isTable ||= raw.includes('|') && isTableRule(all[index + 1] ?? '')
		return isTable ? { type: 'row', cells: readTableRow(shown).map(plain) } : readLine(shown)
	})
}

function readLine(raw: string): Line {
	if (RULE.test(raw)) return { type: 'blank' }
	const heading = HEADING.exec(raw)
	if (heading) return { type: 'heading', level: (heading[1] ?? '').length, text: plain(heading[2] ?? '') }
	const item = ITEM.exec(raw)
	if (!item) return { type: 'text', text: plain(raw) }
	const [, space = '', box, text = ''] = item
	const done = box !== undefined && box !== ' ' ? '✓ ' : ''
	return {
		type: 'item',
		indent: space.replaceAll('\t', '  ').length,
		text: done + plain(text),
		isTask: box !== undefined,
	}
}

const MAX_PROPERTIES = 16 * 1024
const MAX_ENTRY_LETTERS = 80
const IMAGE = /!\[([^\]]{0,300})\]\(\s*<?([^\s)>]{1,2000})[^)]{0,300}\)|!\[\[([^\]|]{1,300})(?:\|[^\]]{0,300})?\]\]/g

/** Replaces images by their descriptions, or by their addresses. */
function withoutImages(line: string, onImage: (address: string) => void): string {
	return line.replace(IMAGE, (_, alt: string | undefined, address: string | undefined, file: string | undefined) => {
		const source = address ?? file ?? ''
		onImage(source.slice(0, MAX_ENTRY_LETTERS))
		return alt || source
	})
}

/**
 * Removes Markdown syntax that cards do not render from a line: quotes, italics, code, links and
 * escapes.
 */
function plain(line: string): string {
	return line
		.replace(/^\s*>\s?/, '')
		.replace(/\[\[([^\]|]{1,300})(?:\|([^\]]{1,300}))?\]\]/g, (_, page: string, shown?: string) => shown ?? page)
		.replace(/\[([^\]]{0,300})\]\(<?([^\s)>]{1,2000})[^)]{0,300}\)/g, (_, shown: string, url: string) =>
			shown === '' || shown === url ? url : `${shown} (${url})`,
		)
		.replace(/__([^_]+)__/g, '**$1**')
		.replace(/(?<![*\w])\*(?!\*)([^*]+)\*(?!\*)/g, '$1')
		.replace(/`([^`]+)`/g, '$1')
		.replace(/\\([\\`*_{}[\]()#+\-.!>|~])/g, '$1')
		.trim()
}
