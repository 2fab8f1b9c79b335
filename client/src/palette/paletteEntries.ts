import { type Card, type CardKind, foldText, plainText } from '@charrette/shared'
import type { Reader } from '../reading/useReading.tsx'
import type { IconName } from '../ui/iconPaths.ts'

/** The groups of the palette, in their order. */
const PALETTE_SECTIONS = ['cards', 'actions', 'boards', 'people'] as const
type PaletteSection = (typeof PALETTE_SECTIONS)[number]

/** A result of the palette, with its action. */
export interface PaletteEntry {
	/** Unique in the palette. */
	id: string
	section: PaletteSection
	label: string
	/** Shown beside the label and searched as well: a city, a kind, a board. */
	detail?: string
	/** What a translated label was written as; it is searched, too. */
	original?: string
	icon: IconName
	/** The keyboard shortcut as displayed. */
	shortcut?: string
	run: () => void
}

/**
 * Maximum number of entries of a section that are shown at once: the palette is for typing, not for
 * scrolling.
 */
const MAX_PER_SECTION = 8

/**
 * Returns the entries that contain every word of the typed text, by section. In a section, entries
 * whose label begins with the text come first. Cards are listed only once the text is not empty.
 */
export function findEntries(entries: readonly PaletteEntry[], typed: string): PaletteEntry[] {
	const query = fold(typed).trim()
	const words = query.split(/\s+/).filter(Boolean)
	const found = entries.filter(({ section, label, original = '', detail = '' }) => {
		if (words.length === 0) return section !== 'cards'
		const searched = fold(`${label}\n${original}\n${detail}`)
		return words.every((word) => searched.includes(word))
	})
	return PALETTE_SECTIONS.flatMap((section) => {
		const inSection = found.filter((entry) => entry.section === section)
		const isFirst = ({ label }: PaletteEntry) => query !== '' && fold(label).startsWith(query)
		const sorted = [...inSection.filter(isFirst), ...inSection.filter((entry) => !isFirst(entry))]
		return sorted.slice(0, MAX_PER_SECTION)
	})
}

interface CardEntriesOptions {
	kindOf: (kind: CardKind) => string
	nameOf: (author: string) => string | undefined
	readText: Reader['readText']
	/** Shows a card by its id. */
	show: (card: string) => void
}

/**
 * Returns entries for the cards of a board that have a text. A card that is joined into another
 * leads to that (JOIN2).
 */
export function cardEntries(
	cards: readonly Card[],
	{ kindOf, nameOf, readText, show }: CardEntriesOptions,
): PaletteEntry[] {
	return cards.flatMap((card) => [card, ...(card.joined ?? [])].flatMap((one) => entryOf(one, card.id)))

	function entryOf({ id, kind, text, city, author }: Card, head: string): PaletteEntry[] {
		const original = oneLine(text)
		if (original === '') return []
		const label = oneLine(readText(id, text).text)
		const detail = [kindOf(kind), city, author && nameOf(author)].filter(Boolean).join(' · ')
		return [{ id: `card ${id}`, section: 'cards', label, original, detail, icon: 'message', run: () => show(head) }]
	}
}

const oneLine = (text: string) => plainText(text).replace(/\s+/g, ' ').trim()

/** Folds case, accents and the width of letters, which some input methods vary. */
const fold = (text: string) => foldText(text.slice(0, 500).normalize('NFKC'))
