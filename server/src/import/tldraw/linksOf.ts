import type { CardKind, Fields, LinkMeaning } from '@charrette/shared'
import { LINK_MEANINGS, meaningOf, RECORD_ID_PATTERN } from '@charrette/shared'
import { meaningNamed } from '../columns.ts'
import { textOf } from './cardText.ts'
import type { DrawnRecord } from './convertShape.ts'
import { placeFields, propFields } from './convertShape.ts'
import type { Place } from './placeOf.ts'
import type { TldrawBinding, TldrawShape } from './TldrawFile.ts'

const LOOKS = ['kind', 'color', 'dash', 'size', 'scale', 'bend', 'elbowMidPoint']
const ANCHORS = ['terminal', 'normalizedAnchor', 'isExact', 'isPrecise', 'snap']

interface Ends {
	cards: ReadonlyMap<string, Fields>
	bindings: readonly TldrawBinding[]
}

/** The records of an arrow that joins two cards: it, and its two ends. None for one that does not. */
export function linksOf(arrow: TldrawShape, place: Place, { cards, bindings }: Ends): DrawnRecord[] {
	if (!RECORD_ID_PATTERN.test(arrow.id)) return []
	const ends = bindings.filter(({ fromId, toId }) => fromId === arrow.id && cards.has(toId))
	const bound = (['start', 'end'] as const).map((terminal) => {
		const binding = ends.find(({ props }) => props['terminal'] === terminal)
		if (binding) return endOf(arrow.id, binding)
		return formerEnd(arrow, terminal, cards)
	})
	const [start, end] = bound
	if (!start || !end || start.fields['toId'] === end.fields['toId']) return []
	const kindOf = ({ fields }: DrawnRecord) => cards.get(String(fields['toId']))?.['props.kind'] as CardKind
	const meaning = meaningGiven(arrow)
	const isChosen = meaning !== undefined && meaning !== meaningOf(kindOf(start), kindOf(end))
	const fields = {
		...placeFields(arrow, place),
		...propFields(arrow, LOOKS),
		...(isChosen ? { 'meta.meaning': meaning } : {}),
	}
	return [{ id: arrow.id, fields }, start, end]
}

function endOf(arrow: string, { id, toId, props }: TldrawBinding): DrawnRecord {
	const looks = propFields({ props } as TldrawShape, ANCHORS)
	const own = RECORD_ID_PATTERN.test(id) ? id : `binding:${arrow.slice(6, 60)}-${String(props['terminal'])}`
	return { id: own, fields: { type: 'arrow', fromId: arrow, toId, ...looks } }
}

/** Before version 2.2 an arrow itself said what it is bound to. */
function formerEnd({ id, props }: TldrawShape, terminal: 'start' | 'end', cards: Ends['cards']): DrawnRecord | null {
	const said = props[terminal]
	const card = typeof said === 'object' && said !== null && 'boundShapeId' in said ? String(said.boundShapeId) : ''
	if (!cards.has(card)) return null
	const own = `binding:${id.slice(6, 60)}-${terminal}`
	return { id: own, fields: { type: 'arrow', fromId: id, toId: card, 'props.terminal': terminal } }
}

/** What an arrow of ours means, or what one of another's says if that is one of our words. */
function meaningGiven(arrow: TldrawShape): LinkMeaning | undefined {
	const { charrette } = arrow.meta
	const given = typeof charrette === 'object' && charrette !== null && 'meaning' in charrette ? charrette.meaning : null
	return LINK_MEANINGS.find((meaning) => meaning === given) ?? meaningNamed(textOf(arrow))
}
