import {
	type BoardRecord,
	type CardShape,
	domainTextsIn,
	findColumns,
	isCard,
	isDefaultTitle,
	type Locale,
	PAGE_ID,
	type Role,
	translateTitle,
} from '@charrette/shared'
import { isCardLocked } from '../details/isCardLocked.ts'
import type { SortRequest } from './sortCards.ts'

type ShownRecords = ReadonlyMap<string, BoardRecord>
type Frame = Extract<BoardRecord, { type: 'frame' }>

/** What of a board may be sorted, and by whom. */
export interface SortScope {
	role: Role
	locale: Locale
	/** The selected shapes; null for the whole board. A selected cluster means the cards in it. */
	selected: readonly string[] | null
}

/**
 * Returns the clusters of a template: the columns of kinds, and those in the locked layer. Their
 * cards are sorted as if they were in no cluster: all obstacles of a board are in one of them.
 */
export function zonesOf(shown: ShownRecords): Set<string> {
	const columns = [...findColumns(shown.values()).values()].map(({ id }) => id)
	const locked = [...shown.values()].filter((record) => isFrame(record) && record.meta['isSetUp'] === true)
	return new Set([...columns, ...locked.map(({ id }) => id)])
}

/** Returns the cards that can be put into a cluster, and the clusters that can be filled. */
export function readSortRequest(shown: ShownRecords, { role, locale, selected }: SortScope): SortRequest {
	const zones = zonesOf(shown)
	const chosen = selected && new Set(selected)
	const cards = [...shown.values()].filter(isCard)
	const isChosen = (card: CardShape) => !chosen || chosen.has(card.id) || chosen.has(card.parentId)
	const loose = cards.filter((card) => isChosen(card) && isLoose(card, { shown, zones, role, chosen }))
	const clusters = chosen ? [] : [...shown.values()].filter((record) => isFrame(record) && canFill(record, zones))
	return {
		cards: loose.map(sorted),
		clusters: (clusters as Frame[]).map(({ id, props }) => ({
			id,
			name: translateTitle(props.name.trim(), locale) || domainTextsIn(locale).untitledCluster,
			// The words of a default title say nothing about the cards.
			text: isDefaultTitle(props.name) ? '' : props.name.trim(),
			cards: cards.filter(({ parentId }) => parentId === id).map(sorted),
		})),
		locale,
	}
}

const sorted = ({ id, props }: CardShape) => ({ id, text: props.text })

interface LooseOptions {
	shown: ShownRecords
	zones: ReadonlySet<string>
	role: Role
	/** The selected shapes: cards of a selected cluster are sorted, too. */
	chosen?: ReadonlySet<string> | null
}

/** Returns whether a card is in no cluster of people, and not locked. */
export function isLoose(card: CardShape, { shown, zones, role, chosen = null }: LooseOptions): boolean {
	const parent = shown.get(card.parentId)
	const isFree = card.parentId === PAGE_ID || zones.has(card.parentId) || chosen?.has(card.parentId) === true
	return isFree && !isCardLocked(card, role) && !(parent?.typeName === 'shape' && parent.isLocked)
}

/** Returns whether a cluster can be filled: it is of no template, not locked and not nested. */
function canFill(frame: Frame, zones: ReadonlySet<string>): boolean {
	const isPlain = !zones.has(frame.id) && !frame.isLocked && frame.rotation === 0
	return isPlain && (frame.parentId === PAGE_ID || zones.has(frame.parentId))
}

export function isFrame(record: BoardRecord | undefined): record is Frame {
	return record?.typeName === 'shape' && record.type === 'frame'
}
