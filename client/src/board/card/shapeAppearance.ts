import {
	type Atom,
	atom,
	computed,
	type Editor,
	react,
	type Signal,
	type TLShapeId,
	unsafe__withoutCapture,
} from '@tldraw/tldraw'

/** Zoom below which cards are not readable and are drawn as flat rectangles. */
const FAR_ZOOM = 0.3

/** The number of dots of each card in the latest vote. */
type DotsByCard = ReadonlyMap<string, number>

/** The latest vote result of a board. While a round is open, only exports show it. */
export interface VoteResults {
	dots: DotsByCard
	isVoting: boolean
}

/** The way a shape is drawn. */
export interface ShapeAppearance {
	/** Drawn without its text: too small to be readable, or never in the viewport so far. */
	readonly isFlat: boolean
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
	get(id: TLShapeId): ShapeAppearance
}

/**
 * Creates the appearances of all shapes. A single reaction computes them all, so that a camera step
 * or a keystroke in the search only rerenders the shapes whose own appearance changes.
 */
export function createAppearances(
	editor: Editor,
	{ dimmed, voteResults }: { dimmed: Signal<ReadonlySet<string> | null>; voteResults: Signal<VoteResults> },
): Appearances {
	const appearances = new Map<TLShapeId, Atom<ShapeAppearance>>()
	const isFarAway = computed('is far away', () => editor.getZoomLevel() < FAR_ZOOM)
	const readInputs = (): AppearanceInputs => {
		const { dots, isVoting } = voteResults.get()
		return {
			notVisible: editor.getNotVisibleShapes(),
			isFarAway: isFarAway.get(),
			editing: editor.getEditingShapeId(),
			dimmed: dimmed.get(),
			dots: isVoting ? NO_DOTS : dots,
		}
	}
	const stop = unsafe__withoutCapture(() =>
		react('appearances of shapes', () => {
			const inputs = readInputs()
			for (const [id, appearance] of appearances)
				appearance.set(computeAppearance(id, inputs, appearance.__unsafe__getWithoutCapture()))
		}),
	)
	const stopDeletes = editor.sideEffects.registerAfterDeleteHandler('shape', ({ id }) => void appearances.delete(id))
	editor.disposables.add(stop)
	editor.disposables.add(stopDeletes)
	return {
		get(id) {
			let appearance = appearances.get(id)
			if (!appearance) {
				const inputs = unsafe__withoutCapture(readInputs)
				appearance = atom('appearance of a shape', computeAppearance(id, inputs, NEVER_VISIBLE))
				appearances.set(id, appearance)
			}
			return appearance.get()
		},
	}
}

interface AppearanceInputs {
	notVisible: ReadonlySet<TLShapeId>
	isFarAway: boolean
	editing: TLShapeId | null
	dimmed: ReadonlySet<string> | null
	dots: DotsByCard
}

/**
 * Computes a shape's appearance. A shape that has been visible keeps its text while it is outside
 * the viewport, since the next camera step may show it again.
 */
function computeAppearance(id: TLShapeId, inputs: AppearanceInputs, before: ShapeAppearance): ShapeAppearance {
	const wasNeverVisible = before.isFlat && inputs.notVisible.has(id)
	const isFlat = inputs.editing !== id && (inputs.isFarAway || wasNeverVisible)
	const dots = isFlat ? (inputs.dots.get(id) ?? 0) : 0
	return internAppearance({ isFlat, isDimmed: inputs.dimmed?.has(id) ?? false, dots })
}

const NO_DOTS: DotsByCard = new Map()
const interned = new Map<string, ShapeAppearance>()

/**
 * Returns the same object for equal appearances, so that a shape whose appearance did not change is
 * not rendered again.
 */
function internAppearance(appearance: ShapeAppearance): ShapeAppearance {
	const key = `${appearance.isFlat} ${appearance.isDimmed} ${appearance.dots}`
	const known = interned.get(key)
	if (known) return known
	interned.set(key, appearance)
	return appearance
}

const NEVER_VISIBLE = internAppearance({ isFlat: true, isDimmed: false, dots: 0 })
