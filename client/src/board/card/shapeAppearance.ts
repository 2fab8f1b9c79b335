import {
	type Atom,
	atom,
	computed,
	type Editor,
	react,
	type TLShapeId,
	unsafe__withoutCapture,
	WeakCache,
} from '@tldraw/tldraw'
import { dimmedShapes } from '../search/boardSearch.ts'

/** Below this zoom nobody can read a card: it is drawn as a flat rectangle. */
const FAR_ZOOM = 0.3

/** How a shape is drawn. */
export interface ShapeAppearance {
	/** Without what is written on it: too far away to be read, or not come into sight yet. */
	readonly isFlat: boolean
	/** It steps back, because something else is looked for. */
	readonly isDimmed: boolean
	/** How many dots a flat card got in the newest vote; 0 for all that shows them by itself. */
	readonly dots: number
}

const interned = new Map<string, ShapeAppearance>()

/** Each look is one object, so that a shape that looks as before is not drawn anew. */
function internAppearance(look: ShapeAppearance): ShapeAppearance {
	const key = `${look.isFlat} ${look.isDimmed} ${look.dots}`
	const before = interned.get(key)
	if (before) return before
	interned.set(key, look)
	return look
}

const NEVER_VISIBLE = internAppearance({ isFlat: true, isDimmed: false, dots: 0 })
const NO_DOTS: DotsByCard = new Map()

const appearances = new WeakCache<Editor, { of(id: TLShapeId): ShapeAppearance }>()

/**
 * How a shape is to be drawn now, as a signal. One watcher asks for all shapes: each wakes only when its own look
 * changes, not with each step of the camera or each letter of a search.
 */
export function appearanceOf(editor: Editor, id: TLShapeId): ShapeAppearance {
	return appearances.get(editor, createAppearances).of(id)
}

/** All that a look depends on. */
interface AppearanceInputs {
	notVisible: ReadonlySet<TLShapeId>
	isFarAway: boolean
	editing: TLShapeId | null
	dimmed: ReadonlySet<string> | null
	dots: DotsByCard
}

function createAppearances(editor: Editor): { of(id: TLShapeId): ShapeAppearance } {
	const known = new Map<TLShapeId, Atom<ShapeAppearance>>()
	const isFarAway = computed('is far away', () => editor.getZoomLevel() < FAR_ZOOM)
	const readView = (): AppearanceInputs => ({
		notVisible: editor.getNotVisibleShapes(),
		isFarAway: isFarAway.get(),
		editing: editor.getEditingShapeId(),
		dimmed: dimmedShapes(editor),
		dots: voteResults(editor).get().isVoting ? NO_DOTS : voteResults(editor).get().dots,
	})
	const stop = unsafe__withoutCapture(() =>
		react('looks of shapes', () => {
			const view = readView()
			for (const [id, look] of known) look.set(computeAppearance(id, view, look.__unsafe__getWithoutCapture()))
		}),
	)
	const forget = editor.sideEffects.registerAfterDeleteHandler('shape', ({ id }) => void known.delete(id))
	editor.disposables.add(stop)
	editor.disposables.add(forget)
	return {
		of(id) {
			let look = known.get(id)
			if (!look) {
				look = atom('look of a shape', computeAppearance(id, unsafe__withoutCapture(readView), NEVER_VISIBLE))
				known.set(id, look)
			}
			return look.get()
		},
	}
}

/** What came near once keeps what is written on it while it is out of sight: it may be back with the next step. */
function computeAppearance(id: TLShapeId, view: AppearanceInputs, before: ShapeAppearance): ShapeAppearance {
	const isUnseen = before.isFlat && view.notVisible.has(id)
	const isFlat = view.editing !== id && (view.isFarAway || isUnseen)
	const dots = isFlat ? (view.dots.get(id) ?? 0) : 0
	return internAppearance({ isFlat, isDimmed: view.dimmed?.has(id) ?? false, dots })
}

/** How many dots each card got in the newest vote, by card. */
type DotsByCard = ReadonlyMap<string, number>

const NO_RESULTS: DotsByCard = new Map()

const results = new WeakCache<Editor, Atom<{ dots: DotsByCard; isVoting: boolean }>>()

/**
 * The newest result on this board, as a signal: for pictures, which are drawn outside the page's context, and for cards
 * that are far away, which know nothing of votes. While a vote is open the pictures alone show the one before.
 */
export function voteResults(editor: Editor): Atom<{ dots: DotsByCard; isVoting: boolean }> {
	return results.get(editor, () => atom('results of cards', { dots: NO_RESULTS, isVoting: false }))
}
