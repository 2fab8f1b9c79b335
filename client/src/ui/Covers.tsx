import { createContext, type ReactNode, type RefObject, use, useEffect, useLayoutEffect, useState } from 'react'
import { createObservable, type Observable } from '../connection/observable.ts'

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

/** Positions depend on the variables, so the elements are measured again after a change. */
const MAX_PASSES = 3
const GAP = 8

/**
 * Measures the elements over the content of a page whenever they are added, resized or animated.
 * Sets CSS variables of the page, from which elements take their positions: `--header`, the lower
 * edge of the header; `--footer` and `--aside`, the space that the footer takes at the lower edge
 * and a panel at the side; `--prompt` and `--notices`, their heights with a gap.
 */
function createCovers(): Covers {
	const elements = new Map<Element, CoverKind>()
	const boxes = createObservable<readonly Cover[]>([])
	const measure = () => {
		for (let passes = 0; passes < MAX_PASSES; passes++) {
			const found = [...elements].flatMap(([element, kind]) => boxOf(element, kind))
			if (areSameCovers(found, boxes.get())) return
			setVariables(found)
			boxes.set(found)
		}
	}
	const observer = new ResizeObserver(measure)
	const MOVES = ['animationend', 'transitionend'] as const
	for (const type of MOVES) document.addEventListener(type, measure)
	window.addEventListener('resize', measure)
	return {
		add(element, kind) {
			elements.set(element, kind)
			observer.observe(element)
			measure()
			return () => {
				elements.delete(element)
				observer.unobserve(element)
				measure()
			}
		},
		boxes,
		measure,
		close() {
			observer.disconnect()
			for (const type of MOVES) document.removeEventListener(type, measure)
			window.removeEventListener('resize', measure)
			setVariables([])
		},
	}
}

function boxOf(element: Element, kind: CoverKind): Cover[] {
	const { x, y, width, height } = element.getBoundingClientRect()
	// The padding of the notices is room for their shadows.
	const [side, below] = kind === 'notices' ? paddingOf(element) : [0, 0]
	const [w, h] = [width - 2 * side, height - below]
	return w > 0 && h > 0 ? [{ kind, x: x + side, y, w, h }] : []
}

function paddingOf(element: Element): [side: number, below: number] {
	const { paddingLeft, paddingBottom } = getComputedStyle(element)
	return [Number.parseFloat(paddingLeft), Number.parseFloat(paddingBottom)]
}

/** Returns whether two lists contain the same boxes, in the same order. */
export const areSameCovers = (one: readonly Cover[], other: readonly Cover[]) =>
	one.length === other.length &&
	one.every(({ kind, x, y, w, h }, at) => {
		const before = other[at]
		return before?.kind === kind && before.x === x && before.y === y && before.w === w && before.h === h
	})

/** Returns the values of the CSS variables in px; a value of 0 removes the variable. */
export function coverVariables(covers: readonly Cover[], window: { w: number; h: number }): Record<string, number> {
	const most = (kind: CoverKind, size: (cover: Cover) => number) =>
		Math.max(0, ...covers.filter((cover) => cover.kind === kind).map(size))
	return {
		'--header': most('header', ({ y, h }) => y + h),
		'--footer': most('footer', ({ y }) => window.h - y),
		// A sheet at the lower edge leaves no space beside it.
		'--aside': most('aside', ({ x, w }) => (w < window.w / 2 ? window.w - x : 0)),
		'--prompt': most('prompt', ({ h }) => h + GAP),
		'--notices': most('notices', ({ h }) => h + GAP),
	}
}

function setVariables(covers: readonly Cover[]): void {
	const { style } = document.documentElement
	const values = coverVariables(covers, { w: window.innerWidth, h: window.innerHeight })
	for (const [name, value] of Object.entries(values)) {
		if (value > 0) style.setProperty(name, `${Math.round(value)}px`)
		else style.removeProperty(name)
	}
}

const CoversContext = createContext<Covers | null>(null)

/** Measures the elements that cover the content of the page; see `createCovers`. */
export function CoversProvider({ children }: { children: ReactNode }) {
	const [covers, setCovers] = useState<Covers | null>(null)
	useEffect(() => {
		const created = createCovers()
		setCovers(created)
		return created.close
	}, [])
	return <CoversContext value={covers}>{children}</CoversContext>
}

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
