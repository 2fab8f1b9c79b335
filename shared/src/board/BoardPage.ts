import type { TLDrawShape, TLShape } from '@tldraw/tlschema'
import { LIMITS } from '../domain/limits.ts'
import { boundsOf, overlaps, type Rect } from '../geometry/rects.ts'
import { rectsOnPage } from './pageRects.ts'
import { type BoardRecord, PAGE_ID } from './schema.ts'

/** A shape on the page. Its children move with it. */
interface PageItem extends Rect {
	shape: TLShape
	/** The distance that it was moved. */
	by: { x: number; y: number }
}

/**
 * The rectangles of a board while clusters of the page grow: everything to the right of a growing
 * cluster, or below it, moves aside together, so that nothing is covered and neighbours keep their
 * places relative to each other.
 */
export class BoardPage {
	readonly #items = new Map<string, PageItem>()
	/** The rectangles before anything moved, by id. */
	readonly #rects: ReadonlyMap<string, Rect>
	/** The shape on the page that contains each shape, or is the shape itself. */
	readonly #owners = new Map<string, string>()

	constructor(shown: ReadonlyMap<string, BoardRecord>) {
		this.#rects = rectsOnPage(shown)
		for (const record of shown.values()) {
			if (record.typeName !== 'shape') continue
			const isOnPage = record.parentId === PAGE_ID
			this.#owners.set(record.id, isOnPage ? record.id : record.parentId)
			// A link follows its cards.
			const rect = isOnPage && record.type !== 'arrow' ? (this.#rects.get(record.id) ?? strokeRect(record)) : null
			if (rect) this.#items.set(record.id, { ...rect, shape: record, by: { x: 0, y: 0 } })
		}
	}

	/** Returns the present rectangle of a shape with a size. */
	rectOf(id: string): Rect {
		const { x, y, w, h } = this.#items.get(id) ?? { x: 0, y: 0, w: 0, h: 0 }
		return { x, y, w, h }
	}

	/** Returns the rectangles of all shapes with a size. */
	rects(): Rect[] {
		return [...this.#rects.keys()].map((id) => this.#present(id))
	}

	/** Returns the rectangles of all shapes with a size in and on a cluster, except some. */
	rectsOn(cluster: string, except: ReadonlySet<string> = new Set()): Rect[] {
		const on = this.rectOf(cluster)
		return [...this.#rects.keys()].flatMap((id) => {
			const rect = this.#present(id)
			return id !== cluster && !except.has(id) && (this.#owners.get(id) === cluster || overlaps(rect, on)) ? [rect] : []
		})
	}

	/** Gives a cluster a larger size, and moves everything to its right or below it aside. */
	grow(cluster: string, { w, h }: { w: number; h: number }): void {
		const grown = this.#items.get(cluster)
		if (!grown) return
		const [right, bottom] = [grown.x + grown.w, grown.y + grown.h]
		const by = { x: Math.max(0, w - grown.w), y: Math.max(0, h - grown.h) }
		for (const item of this.#items.values()) {
			const isAside = item !== grown && item.x + item.w / 2 >= right
			const isBelow = item !== grown && item.y + item.h / 2 >= bottom
			this.#move(item, { x: isAside ? by.x : 0, y: isBelow ? by.y : 0 })
		}
		grown.w += by.x
		grown.h += by.y
	}

	/** Returns the new positions of the shapes that were moved, by id. */
	moved(): Map<string, [x: number, y: number]> {
		const moved = [...this.#items.values()].filter(({ by }) => by.x > 0 || by.y > 0)
		return new Map(moved.map(({ shape, by }) => [shape.id, [shape.x + by.x, shape.y + by.y]]))
	}

	#present(id: string): Rect {
		const { x, y, w, h } = this.#items.get(id) ?? this.#rects.get(id) ?? { x: 0, y: 0, w: 0, h: 0 }
		const owner = this.#owners.get(id)
		const { by = { x: 0, y: 0 } } = owner === id ? {} : (this.#items.get(owner ?? '') ?? {})
		return { x: x + by.x, y: y + by.y, w, h }
	}

	#move(item: PageItem, { x, y }: { x: number; y: number }): void {
		if (Math.max(item.x + item.w + x, item.y + item.h + y) > LIMITS.maxCoordinate) return
		item.x += x
		item.y += y
		item.by = { x: item.by.x + x, y: item.by.y + y }
	}
}

/** Returns the rectangle around a stroke, ignoring its rotation. */
function strokeRect(shape: TLShape): Rect | null {
	if (shape.type !== 'draw') return null
	const points = (shape as TLDrawShape).props.segments.flatMap((segment) => segment.points)
	return boundsOf(points.map(({ x, y }) => ({ x: shape.x + x, y: shape.y + y, w: 0, h: 0 })))
}
