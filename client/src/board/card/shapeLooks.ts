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
import { dimmedOf } from '../find/dimmedOf.ts'
import { type CardResults, cardResults } from './cardResults.ts'

/** Below this zoom nobody can read a card: it is drawn as a flat rectangle. */
const FAR_ZOOM = 0.3

/** How a shape is drawn. */
export interface ShapeLook {
	/** Without what is written on it: too far away to be read, or not come into sight yet. */
	readonly isFlat: boolean
	/** It steps back, because something else is looked for. */
	readonly isDimmed: boolean
	/** How many dots a flat card got in the newest vote; 0 for all that shows them by itself. */
	readonly dots: number
}

const made = new Map<string, ShapeLook>()

/** Each look is one object, so that a shape that looks as before is not drawn anew. */
function lookWith(look: ShapeLook): ShapeLook {
	const key = `${look.isFlat} ${look.isDimmed} ${look.dots}`
	const before = made.get(key)
	if (before) return before
	made.set(key, look)
	return look
}

const UNSEEN = lookWith({ isFlat: true, isDimmed: false, dots: 0 })
const NO_DOTS: CardResults = new Map()

const looks = new WeakCache<Editor, { of(id: TLShapeId): ShapeLook }>()

/**
 * How a shape is to be drawn now, as a signal. One watcher asks for all shapes: each wakes only when its own look
 * changes, not with each step of the camera or each letter of a search.
 */
export function lookOf(editor: Editor, id: TLShapeId): ShapeLook {
	return looks.get(editor, watchLooks).of(id)
}

/** All that a look depends on. */
interface View {
	notVisible: ReadonlySet<TLShapeId>
	isFarAway: boolean
	editing: TLShapeId | null
	dimmed: ReadonlySet<string> | null
	dots: CardResults
}

function watchLooks(editor: Editor): { of(id: TLShapeId): ShapeLook } {
	const known = new Map<TLShapeId, Atom<ShapeLook>>()
	const isFarAway = computed('is far away', () => editor.getZoomLevel() < FAR_ZOOM)
	const readView = (): View => ({
		notVisible: editor.getNotVisibleShapes(),
		isFarAway: isFarAway.get(),
		editing: editor.getEditingShapeId(),
		dimmed: dimmedOf(editor),
		dots: cardResults(editor).get().isVoting ? NO_DOTS : cardResults(editor).get().dots,
	})
	const stop = unsafe__withoutCapture(() =>
		react('looks of shapes', () => {
			const view = readView()
			for (const [id, look] of known) look.set(findLook(id, view, look.__unsafe__getWithoutCapture()))
		}),
	)
	const forget = editor.sideEffects.registerAfterDeleteHandler('shape', ({ id }) => void known.delete(id))
	editor.disposables.add(stop)
	editor.disposables.add(forget)
	return {
		of(id) {
			let look = known.get(id)
			if (!look) {
				look = atom('look of a shape', findLook(id, unsafe__withoutCapture(readView), UNSEEN))
				known.set(id, look)
			}
			return look.get()
		},
	}
}

/** What came near once keeps what is written on it while it is out of sight: it may be back with the next step. */
function findLook(id: TLShapeId, view: View, before: ShapeLook): ShapeLook {
	const isUnseen = before.isFlat && view.notVisible.has(id)
	const isFlat = view.editing !== id && (view.isFarAway || isUnseen)
	const dots = isFlat ? (view.dots.get(id) ?? 0) : 0
	return lookWith({ isFlat, isDimmed: view.dimmed?.has(id) ?? false, dots })
}
