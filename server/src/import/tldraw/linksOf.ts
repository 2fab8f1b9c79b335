import type { BoardRecord, CardKind, Fields, LinkMeaning } from '@charrette/shared'
import { LINK_MEANINGS, meaningOf, RECORD_ID_PATTERN } from '@charrette/shared'
import { meaningNamed } from '../columns.ts'
import { textOf } from './cardText.ts'
import { placeFields, propFields, recordOf } from './convertShape.ts'
import type { Place } from './placeOf.ts'
import type { TldrawBinding, TldrawShape } from './TldrawFile.ts'

const LOOKS = ['kind', 'color', 'dash', 'size', 'scale', 'bend', 'elbowMidPoint']
const ANCHORS = ['normalizedAnchor', 'isExact', 'isPrecise', 'snap']

interface Ends {
	/** The kinds of all cards, by their ids. */
	cards: ReadonlyMap<string, CardKind>
	/** The bindings of each arrow. */
	bindings: ReadonlyMap<string, readonly TldrawBinding[]>
}

/** One end of an arrow: the card it is bound to, and how. */
interface End {
	id: string
	card: string
	looks: Fields
}

/** The records of an arrow that joins two cards: it, and its two ends. None for one that does not. */
export function linksOf(arrow: TldrawShape, place: Place, { cards, bindings }: Ends): BoardRecord[] {
	if (!RECORD_ID_PATTERN.test(arrow.id)) return []
	const bound = (bindings.get(arrow.id) ?? []).filter(({ toId }) => cards.has(toId))
	const [start, end] = (['start', 'end'] as const).map((terminal) => {
		const binding = bound.find(({ props }) => props['terminal'] === terminal)
		return binding ? endOf(arrow.id, terminal, binding) : formerEnd(arrow, terminal, cards)
	})
	const [from, to] = [cards.get(start?.card ?? ''), cards.get(end?.card ?? '')]
	if (!start || !end || !from || !to || start.card === end.card) return []
	const meaning = meaningGiven(arrow)
	const isChosen = meaning !== undefined && meaning !== meaningOf(from, to)
	const own = { ...placeFields(arrow, place), ...(isChosen ? { 'meta.meaning': meaning } : {}) }
	return [
		withLooks(arrow.id, own, propFields(arrow, LOOKS)),
		...([start, end] as const).map(({ id, card, looks }, index) => {
			const terminal = index === 0 ? 'start' : 'end'
			return withLooks(id, { type: 'arrow', fromId: arrow.id, toId: card, 'props.terminal': terminal }, looks)
		}),
	].filter((record) => record !== null)
}

/** A record as it looked; where a version to come says that in another way, as it looks by default. */
function withLooks(id: string, own: Fields, looks: Fields): BoardRecord | null {
	return recordOf(id, { ...own, ...looks }) ?? recordOf(id, own)
}

function endOf(arrow: string, terminal: 'start' | 'end', { id, toId, props }: TldrawBinding): End {
	return {
		id: RECORD_ID_PATTERN.test(id) ? id : ownId(arrow, terminal),
		card: toId,
		looks: propFields({ props }, ANCHORS),
	}
}

/** Before version 2.2 an arrow itself said what it is bound to. */
function formerEnd({ id, props }: TldrawShape, terminal: 'start' | 'end', cards: Ends['cards']): End | null {
	const said = props[terminal]
	const card = typeof said === 'object' && said !== null && 'boundShapeId' in said ? String(said.boundShapeId) : ''
	return cards.has(card) ? { id: ownId(id, terminal), card, looks: {} } : null
}

const ownId = (arrow: string, terminal: string) => `binding:${arrow.replace('shape:', '').slice(0, 56)}-${terminal}`

/** What an arrow of ours means, or what one of another's says if that is one of our words. */
function meaningGiven(arrow: TldrawShape): LinkMeaning | undefined {
	const { charrette } = arrow.meta
	const given = typeof charrette === 'object' && charrette !== null && 'meaning' in charrette ? charrette.meaning : null
	return LINK_MEANINGS.find((meaning) => meaning === given) ?? meaningNamed(textOf(arrow))
}
