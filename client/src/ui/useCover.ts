/* The elements over the content of a page. A page that measures them has a `CoversProvider`. */
import { createContext, type RefObject, use, useLayoutEffect } from 'react'
import type { Observable } from '../connection/observable.ts'

/**
 * The place of an element over the content of a page. `header` and `footer`: the bars at the upper
 * and lower edge. `corner`: a small bar that stays. The other kinds come and go: `aside`, a panel
 * at the side or a sheet at the lower edge; the `prompt` of the phase; `notices`; `panel`, any
 * other.
 */
export type CoverKind = 'header' | 'footer' | 'corner' | 'aside' | 'prompt' | 'notices' | 'panel'

/** The box of an element that covers the content, in px of the window. */
export interface Cover {
	kind: CoverKind
	x: number
	y: number
	w: number
	h: number
}

/** The elements that cover the content of a page. */
export interface Covers {
	add(element: Element, kind: CoverKind): () => void
	/** The boxes of the visible elements. */
	boxes: Observable<readonly Cover[]>
	/** Measures the elements again, after something has moved them. */
	measure(): void
	close(): void
}

export const CoversContext = createContext<Covers | null>(null)

/** Returns the covers of the page; null on a page that does not measure them. */
export function useCovers(): Covers | null {
	return use(CoversContext)
}

/** Registers an element that covers the content of the page, while it is mounted. */
export function useCover(element: RefObject<Element | null>, kind: CoverKind | undefined): void {
	const covers = use(CoversContext)
	useLayoutEffect(() => {
		const shown = element.current
		return shown && kind && covers ? covers.add(shown, kind) : undefined
	}, [element, kind, covers])
}
