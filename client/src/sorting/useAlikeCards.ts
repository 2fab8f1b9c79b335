import { BoardProjection, isCard, type ParticipantId, type Records, textOf } from '@charrette/shared'
import { useEffect, useState } from 'react'
import * as Y from 'yjs'
import { createSorter, type Sorter } from './createSorter.ts'
import { linkedPairs, linksByCard } from './linkedPairs.ts'

/** The pause in writing after which a card is compared. */
const REST_MS = 1500
/** Cards that a text is compared with. */
const MAX_COMPARED = 2000

/** A card that somebody has written, and others’ cards that say nearly the same. */
export interface AlikeCards {
	card: string
	/** The most alike first. */
	others: readonly string[]
}

interface AlikeOptions {
	records: Records
	/** The card in which this person wrote last; null before the first. */
	card: string | null
	participant: ParticipantId | null
	/** Cards that are not compared any more. */
	kept: ReadonlySet<string>
	start?: () => Sorter
}

/**
 * Returns the cards of others that say nearly the same as the card in which this person writes,
 * after each pause in writing (SORT8); null if there are none. Only the cards of this document are
 * compared, and a keystroke only starts a timer.
 */
export function useAlikeCards({ records, card, participant, kept, start = createSorter }: AlikeOptions) {
	const [found, setFound] = useState<AlikeCards | null>(null)
	const [sorter, setSorter] = useState<Sorter | null>(null)
	useEffect(() => {
		const opened = start()
		setSorter(opened)
		return opened.close
	}, [start])
	const isKept = card !== null && kept.has(card)
	useEffect(() => {
		const text = card === null || isKept ? null : textOf(records, card)
		if (!text || card === null || !sorter) return undefined
		let timer: ReturnType<typeof setTimeout> | undefined
		let latest = 0
		const compare = async () => {
			const request = ++latest
			const cards = othersOf(records, card, participant)
			const written = text.toString()
			const ids = written.trim() === '' || cards.length === 0 ? [] : await sorter.findAlike({ text: written, cards })
			if (request === latest) setFound(unlinked(records, card, ids))
		}
		// The hint is missing if the worker cannot be loaded, as without a connection.
		const rest = () => {
			clearTimeout(timer)
			timer = setTimeout(() => compare().catch(() => setFound(null)), REST_MS)
		}
		rest()
		text.observe(rest)
		return () => {
			latest = -1
			clearTimeout(timer)
			text.unobserve(rest)
		}
	}, [records, card, isKept, participant, sorter])
	const isCurrent = found && !kept.has(found.card) && records.has(found.card)
	return isCurrent ? found : null
}

/** Returns the cards of others with a text, which are a part of what this person sees. */
function othersOf(records: Records, own: string, participant: ParticipantId | null) {
	const author = participant ?? undefined
	const others: { id: string; text: string }[] = []
	for (const [id, record] of records) {
		if (id === own || !(record instanceof Y.Map) || record.get('type') !== 'card') continue
		if (record.get('meta.author') === author) continue
		const text = textOf(records, id)?.toString() ?? ''
		if (text.trim() !== '' && others.push({ id, text }) === MAX_COMPARED) break
	}
	return others
}

/** Leaves out the cards that are linked already. */
function unlinked(records: Records, card: string, ids: readonly string[]): AlikeCards | null {
	if (ids.length === 0) return null
	const projection = new BoardProjection(records)
	projection.readAll()
	const shown = ids.filter((id) => isCard(projection.shown.get(id)))
	const others = linkedPairs([card, ...shown], linksByCard(projection.shown)).missing.map(([, other]) => other)
	return others.length === 0 ? null : { card, others }
}
