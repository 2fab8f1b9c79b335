import { type ReactNode, useEffect, useState } from 'react'
import { createObservable } from '../connection/observable.ts'
import { type Cover, type CoverKind, type Covers, CoversContext } from './useCover.ts'

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
