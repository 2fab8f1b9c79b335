import type { OutlinePart } from './outlineDraft.ts'

const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/
const ITEM = /^(\s*)(?:[-*+•]|\d{1,4}[.)])\s+(?:\[[ xX]\]\s+)?(.*)$/
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
	| { type: 'item'; indent: number; text: string }
	| { type: 'text'; text: string }

/** The card that the next lines may belong to; `indent` is null for a paragraph. */
type OpenCard = { part: OutlinePart; indent: number | null } | null

/**
 * Reads the parts of a Markdown outline. A single first-level heading is the title; other headings
 * begin clusters. A list item is a card, with the items below it as a list in its text; a paragraph
 * is a card, too. Bold text stays bold.
 */
export function readMarkdown(text: string): OutlinePart[] {
	const properties = PROPERTIES.exec(text.slice(0, MAX_PROPERTIES))?.[0] ?? ''
	const lines = readLines(text.slice(properties.length))
	const before = properties.split('\n').length
	const tops = lines.filter((line) => line.type === 'heading' && line.level === 1).length
	const parts: OutlinePart[] = []
	let open: OpenCard = null
	for (const [index, line] of lines.entries()) {
		const number = index + before
		if (line.type === 'heading') {
			const isTitle = line.level === 1 && tops === 1
			parts.push({ type: isTitle ? 'title' : 'heading', text: line.text, line: number })
			open = null
		} else open = readCardLine(line, { open, parts, number })
	}
	return parts
}

/** Adds a line to the open card, or begins a new card. Returns the card that is open afterwards. */
function readCardLine(
	line: Exclude<Line, { type: 'heading' }>,
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
	const part: OutlinePart = { type: 'card', text: line.text, line: number }
	parts.push(part)
	return { part, indent }
}

function readLines(text: string): Line[] {
	let isCode = false
	return text.split(/\r\n|\r|\n/).map((raw): Line => {
		if (FENCE.test(raw)) {
			isCode = !isCode
			return { type: 'blank' }
		}
		if (raw.trim() === '') return { type: 'blank' }
		return isCode ? { type: 'text', text: raw.trim() } : readLine(raw)
	})
}

function readLine(raw: string): Line {
	if (RULE.test(raw)) return { type: 'blank' }
	const heading = HEADING.exec(raw)
	if (heading) return { type: 'heading', level: (heading[1] ?? '').length, text: plain(heading[2] ?? '') }
	const item = ITEM.exec(raw)
	if (!item) return { type: 'text', text: plain(raw) }
	return { type: 'item', indent: (item[1] ?? '').replaceAll('\t', '  ').length, text: plain(item[2] ?? '') }
}

const MAX_PROPERTIES = 16 * 1024

/**
 * Removes Markdown syntax that cards do not render from a line: quotes, italics, code, links and
 * escapes.
 */
function plain(line: string): string {
	return line
		.replace(/^\s*>\s?/, '')
		.replace(/!?\[\[([^\]|]{1,300})(?:\|([^\]]{1,300}))?\]\]/g, (_, page: string, shown?: string) => shown ?? page)
		.replace(/!?\[([^\]]{0,300})\]\((https?:[^\s)]{1,2000})[^)]{0,300}\)/g, (_, shown: string, url: string) =>
			shown === '' || shown === url ? url : `${shown} (${url})`,
		)
		.replace(/__([^_]+)__/g, '**$1**')
		.replace(/(?<![*\w])\*(?!\*)([^*]+)\*(?!\*)/g, '$1')
		.replace(/`([^`]+)`/g, '$1')
		.replace(/\\([\\`*_{}[\]()#+\-.!>|~])/g, '$1')
		.trim()
}
