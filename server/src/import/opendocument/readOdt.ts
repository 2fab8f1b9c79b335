import type { SkippedEntry } from '@charrette/shared'
import type { ZipEntry } from '../openZip.ts'
import type { OutlinePart } from '../outline/outlineDraft.ts'
import { readXml } from '../xlsx/readXml.ts'
import { readOpenDocument } from './openDocument.ts'

const MAX_PARTS = 20_000
const MAX_ENTRY_LETTERS = 80
/** Parts of a document that are no text of its own. */
const ASIDE: Readonly<Record<string, SkippedEntry['reason'] | null>> = {
	annotation: 'comment_left_out',
	note: 'comment_left_out',
	'tracked-changes': null,
	'table-of-content': null,
	'bibliography-configuration': null,
}

/**
 * Reads the parts of a text document (ODF 1.2, part 1): the title, headings, and a card for each
 * paragraph, list item or table row. Nested list items become a list in the text of their card.
 * Pictures, comments and footnotes are left out and listed. Throws an `ImportRefusedError` for a
 * damaged or locked file.
 */
export function readOdt(entries: readonly ZipEntry[]): { parts: OutlinePart[]; skipped: SkippedEntry[] } {
	const reader = new TextReader()
	readXml(readOpenDocument(entries), {
		open: (name, attribute) => reader.open(name, attribute),
		text: (text) => reader.text(text),
		close: (name) => reader.close(name),
	})
	return { parts: reader.parts, skipped: reader.skipped }
}

/** The state of reading a document. */
class TextReader {
	readonly parts: OutlinePart[] = []
	readonly skipped: SkippedEntry[] = []
	/** Names of automatic styles by the style that they derive from. */
	readonly #parents = new Map<string, string>()
	/** The paragraphs around the current place; a text box is a paragraph in another one. */
	readonly #open: { type: OutlinePart['type']; text: string }[] = []
	#aside: { name: string; text: string; depth: number } | null = null
	#level = 0
	#item: OutlinePart | null = null
	#row: string[] | null = null
	#isBody = false

	open(name: string, attribute: (name: string) => string | undefined): void {
		if (this.#aside) {
			if (name === this.#aside.name) this.#aside.depth++
			return
		}
		if (name === 'style') this.#parents.set(attribute('name') ?? '', attribute('parent-style-name') ?? '')
		else if (name === 'body') this.#isBody = true
		else if (!this.#isBody) return
		else if (name in ASIDE) this.#aside = { name, text: '', depth: 1 }
		else if (name === 'list') this.#level++
		else if (name === 'table-row') this.#row = []
		else if (name === 'image') this.skipped.push({ reason: 'no_picture' })
		else if (name === 'h' || name === 'p') this.#open.push({ type: this.#typeOf(name, attribute), text: '' })
		else this.#openSpace(name, attribute)
	}

	text(text: string): void {
		const paragraph = this.#open.at(-1)
		if (this.#aside) this.#aside.text += text
		else if (paragraph) paragraph.text += text
	}

	close(name: string): void {
		if (this.#aside) {
			if (name === this.#aside.name && --this.#aside.depth === 0) this.#closeAside(this.#aside)
			return
		}
		if (name === 'list' && --this.#level === 0) this.#item = null
		else if (name === 'h' || name === 'p') this.#closeParagraph()
		else if (name === 'table-row' && this.#row) {
			const text = this.#row.join('\n')
			this.#row = null
			if (text !== '') this.#add({ type: 'card', text })
		}
	}

	#typeOf(name: string, attribute: (name: string) => string | undefined): OutlinePart['type'] {
		if (name === 'h') return 'heading'
		const style = attribute('style-name') ?? ''
		return style === 'Title' || this.#parents.get(style) === 'Title' ? 'title' : 'card'
	}

	#openSpace(name: string, attribute: (name: string) => string | undefined): void {
		const paragraph = this.#open.at(-1)
		if (!paragraph) return
		if (name === 's') paragraph.text += ' '.repeat(Math.min(100, Number(attribute('c') ?? 1) || 1))
		else if (name === 'tab') paragraph.text += ' '
		else if (name === 'line-break') paragraph.text += '\n'
	}

	#closeAside({ name, text }: { name: string; text: string }): void {
		const reason = ASIDE[name]
		const entry = text.replace(/\s+/g, ' ').trim().slice(0, MAX_ENTRY_LETTERS)
		if (reason && entry !== '') this.skipped.push({ entry, reason })
		this.#aside = null
	}

	#closeParagraph(): void {
		const { type, text } = this.#open.pop() ?? { type: 'card' as const, text: '' }
		const shown = text.trim()
		if (shown === '') return
		if (this.#row) this.#row.push(shown)
		else if (this.#level > 1 && this.#item) this.#item.text += `\n- ${shown}`
		else {
			const part = { type, text: shown }
			this.#add(part)
			this.#item = this.#level > 0 ? part : null
		}
	}

	#add(part: OutlinePart): void {
		if (this.parts.length < MAX_PARTS) this.parts.push(part)
	}
}
