import {
	type BoardRecord,
	CARD_HEIGHT,
	CARD_WIDTH,
	type CardKind,
	estimateCardHeight,
	fillColumn,
	findColumns,
	indicesOnTop,
	PAGE_ID,
	rectsOnPage,
} from '@charrette/shared'
import { placeCards } from '../boardParts/space/placeCards.ts'

type ShownRecords = ReadonlyMap<string, BoardRecord>

interface NewCardPlace {
	text: string
	/** The page or a cluster; `x` and `y` are relative to its corner. */
	parent: string
	x: number
	y: number
	index: ReturnType<typeof indicesOnTop>[number]
}

interface NewCardPlaces {
	places: NewCardPlace[]
	/** The new sizes of clusters that grow. */
	sizes: Map<string, { w: number; h: number }>
}

interface Wanted {
	kind: CardKind
	/** The cluster. Null for the column of the kind, or for the page if there is none. */
	cluster: string | null
	/** The card under which the first of them is placed. */
	below?: string
}

/**
 * Finds free positions for new cards. As in a reveal, they go into the column of their kind as long
 * as it has room (TEMPLATE3).
 */
export function placeNewCards(
	shown: ShownRecords,
	{ kind, cluster, below }: Wanted,
	texts: readonly string[],
): NewCardPlaces {
	const column = cluster === null && !below ? findColumns(shown.values()).get(kind) : undefined
	if (!column) return placeIn(shown, { cluster, ...(below ? { below } : {}) }, texts)

	const taken = rectsOnPage(shown)
	taken.delete(column.id)
	const cards = texts.map((text, at) => ({
		id: String(at),
		w: CARD_WIDTH,
		h: estimateCardHeight({ w: CARD_WIDTH, h: CARD_HEIGHT, text }),
	}))
	const frame = shown.get(column.id)
	const isLocked = frame?.typeName === 'shape' && (frame.isLocked || frame.meta['isSetUp'] === true)
	const plan = fillColumn(column, cards, { taken: [...taken.values()], canGrow: !isLocked })
	const indices = indicesOnTop(shown.values(), column.id, plan.positions.size)
	const inColumn = [...plan.positions].flatMap(([id, position], at) => {
		const index = indices[at]
		return index ? [{ text: texts[Number(id)] ?? '', parent: column.id, ...position, index }] : []
	})
	const rest = placeIn(
		shown,
		{ cluster: null },
		plan.rest.map(({ id }) => texts[Number(id)] ?? ''),
	)
	return {
		places: [...inColumn, ...rest.places],
		sizes: plan.h > column.h ? new Map([[column.id, { w: column.w, h: plan.h }]]) : new Map(),
	}
}

function placeIn(
	shown: ShownRecords,
	where: { cluster: string | null; below?: string },
	texts: readonly string[],
): NewCardPlaces {
	const { rects, size } = placeCards(shown, where, texts.length)
	const parent = where.cluster ?? PAGE_ID
	const indices = indicesOnTop(shown.values(), parent, texts.length)
	return {
		places: texts.flatMap((text, at) => {
			const [rect, index] = [rects[at], indices[at]]
			return rect && index ? [{ text, parent, index, x: Math.round(rect.x), y: Math.round(rect.y) }] : []
		}),
		sizes: where.cluster && size ? new Map([[where.cluster, size]]) : new Map(),
	}
}
