import { type CardShape, type DetailLevel, detailLevel, isCard, wordsStyle } from '@charrette/shared'
import type { Editor } from '../engine/editor.ts'
import type { Shape, ShapeId } from '../engine/shapes.ts'
import { type Atom, atom, computed, react, type Signal, untracked } from '../engine/signals.ts'
import { measureCard } from './measureCard.ts'

/** The zoom below which the label and the head of a link are not readable. */
const LINK_ZOOM = 0.6
/**
 * Appearances are computed at these steps of the zoom: `ZOOM_STEPS` a doubling, one of them at
 * `FULL_ZOOM`, above which all texts of the usual size are readable.
 */
const ZOOM_STEPS = 12
const FULL_ZOOM = 0.8

/**
 * Shapes that are drawn with another level in a frame, at most. A zoom that changes the level of a
 * thousand cards then costs no frame.
 */
const LEVELS_PER_FRAME = 40

/** The number of dots of each card in the latest vote. */
type DotsByCard = ReadonlyMap<string, number>

/** The latest vote result of a board. While a round is open, only exports show it. */
export interface VoteResults {
	dots: DotsByCard
	isVoting: boolean
}

/** The way a shape is drawn. */
export interface ShapeAppearance {
	/**
	 * The level of detail; `flat` for a shape that is too small or was never in the viewport so far.
	 */
	readonly level: DetailLevel
	/** Whether the shape does not match the search or the filter. */
	readonly isDimmed: boolean
	/**
	 * Dots of a flat card in the latest vote; 0 for a card that is not flat, which shows its dots
	 * itself.
	 */
	readonly dots: number
}

export interface Appearances {
	/** Returns the appearance of a shape, captured as a signal. */
	get(id: ShapeId): ShapeAppearance
}

/**
 * Creates the appearances of all shapes. A single reaction computes them all, so that a camera step
 * or a keystroke in the search only rerenders the shapes whose own appearance changes.
 */
export function createAppearances(
	editor: Editor,
	{ dimmed, voteResults }: { dimmed: Signal<ReadonlySet<string> | null>; voteResults: Signal<VoteResults> },
): Appearances {
	const appearances = new Map<ShapeId, Atom<ShapeAppearance>>()
	const zoomStep = computed('zoom step', () => Math.floor(Math.log2(editor.getZoomLevel() / FULL_ZOOM) * ZOOM_STEPS))
	const levelAt = createLevels(editor)
	const readInputs = (): AppearanceInputs => {
		const { dots, isVoting } = voteResults.get()
		return {
			notVisible: editor.getNotVisibleShapes(),
			levelAt,
			zoom: FULL_ZOOM * 2 ** (zoomStep.get() / ZOOM_STEPS),
			editing: editor.getEditingShapeId(),
			dimmed: dimmed.get(),
			dots: isVoting ? NO_DOTS : dots,
		}
	}
	const frame = atom('frame with further levels', 0)
	const stop = untracked(() =>
		react('appearances of shapes', () => {
			frame.get()
			const inputs = readInputs()
			let changes = 0
			for (const [id, appearance] of appearances) {
				const before = appearance.__unsafe__getWithoutCapture()
				const next = computeAppearance(id, inputs, before)
				const isLater = next.level !== before.level && id !== inputs.editing && ++changes > LEVELS_PER_FRAME
				appearance.set(isLater ? internAppearance({ ...next, level: before.level }) : next)
			}
			if (changes > LEVELS_PER_FRAME) editor.timers.requestAnimationFrame(() => frame.update((count) => count + 1))
		}),
	)
	const stopDeletes = editor.sideEffects.registerAfterDeleteHandler('shape', ({ id }) => void appearances.delete(id))
	editor.disposables.add(stop)
	editor.disposables.add(stopDeletes)
	return {
		get(id) {
			let appearance = appearances.get(id)
			if (!appearance) {
				const inputs = untracked(readInputs)
				appearance = atom('appearance of a shape', computeAppearance(id, inputs, NEVER_VISIBLE))
				appearances.set(id, appearance)
			}
			return appearance.get()
		},
	}
}

interface AppearanceInputs {
	notVisible: ReadonlySet<ShapeId>
	levelAt: (id: ShapeId, zoom: number) => DetailLevel
	zoom: number
	editing: ShapeId | null
	dimmed: ReadonlySet<string> | null
	dots: DotsByCard
}

/**
 * Computes a shape's appearance. A shape outside the viewport keeps its level, so that only visible
 * shapes are drawn again when the zoom changes, and a shape that leaves the viewport keeps its text
 * for the next camera step.
 */
function computeAppearance(id: ShapeId, inputs: AppearanceInputs, before: ShapeAppearance): ShapeAppearance {
	const isOutside = inputs.notVisible.has(id)
	const level = inputs.editing === id ? 'full' : isOutside ? before.level : inputs.levelAt(id, inputs.zoom)
	const dots = level === 'flat' ? (inputs.dots.get(id) ?? 0) : 0
	return internAppearance({ level, isDimmed: inputs.dimmed?.has(id) ?? false, dots })
}

/**
 * Returns a function for the level of a shape at a zoom. Nothing is captured: a text that becomes
 * longer is drawn with the level of the next camera step.
 */
function createLevels(editor: Editor): (id: ShapeId, zoom: number) => DetailLevel {
	const fontSizes = new WeakMap<Shape, number>()
	const fontSizeOf = (card: CardShape) => {
		const known = fontSizes.get(card)
		if (known !== undefined) return known
		const { fontSize } = measureCard(card)
		fontSizes.set(card, fontSize)
		return fontSize
	}
	return (id, zoom) => {
		const shape = untracked(() => editor.getShape(id))
		if (!isCard(shape)) return zoom >= LINK_ZOOM ? 'full' : 'words'
		return untracked(() => detailLevel({ w: shape.props.w, fontSize: fontSizeOf(shape) }, zoom))
	}
}

/**
 * Mirrors the style of words on cards as CSS variables of the container, in board units, so that a
 * step of the zoom renders no card. Returns a function that stops it.
 */
export function markWordsStyle(editor: Editor): () => void {
	const style = computed('style of words', () => wordsStyle(editor.getZoomLevel()), {
		isEqual: (a, b) => a.fontSize === b.fontSize,
	})
	return react('marks of the style of words', () => {
		const { fontSize, lineHeight, padding, hasLabel } = style.get()
		const container = editor.getContainer().style
		container.setProperty('--words-size', `${fontSize}px`)
		// Without a unit, for the number of lines.
		container.setProperty('--words-line', String(lineHeight))
		container.setProperty('--words-padding', String(padding))
		editor.getContainer().toggleAttribute('data-labelled', hasLabel)
	})
}

const NO_DOTS: DotsByCard = new Map()
const interned = new Map<string, ShapeAppearance>()

/**
 * Returns the same object for equal appearances, so that a shape whose appearance did not change is
 * not rendered again.
 */
function internAppearance(appearance: ShapeAppearance): ShapeAppearance {
	const key = `${appearance.level} ${appearance.isDimmed} ${appearance.dots}`
	const known = interned.get(key)
	if (known) return known
	interned.set(key, appearance)
	return appearance
}

const NEVER_VISIBLE = internAppearance({ level: 'flat', isDimmed: false, dots: 0 })
