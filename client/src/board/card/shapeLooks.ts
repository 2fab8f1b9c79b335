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

/** Below this zoom nobody can read a card: it is drawn as a flat rectangle. */
const FAR_ZOOM = 0.3

/** How a shape is drawn. */
export interface ShapeLook {
	/** Without what is written on it: too far away to be read, or not come into sight yet. */
	readonly isFlat: boolean
	/** It steps back, because something else is looked for. */
	readonly isDimmed: boolean
}

const LOOKS: Record<`${boolean} ${boolean}`, ShapeLook> = {
	'false false': { isFlat: false, isDimmed: false },
	'false true': { isFlat: false, isDimmed: true },
	'true false': { isFlat: true, isDimmed: false },
	'true true': { isFlat: true, isDimmed: true },
}

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
}

function watchLooks(editor: Editor): { of(id: TLShapeId): ShapeLook } {
	const known = new Map<TLShapeId, Atom<ShapeLook>>()
	const isFarAway = computed('is far away', () => editor.getZoomLevel() < FAR_ZOOM)
	const readView = (): View => ({
		notVisible: editor.getNotVisibleShapes(),
		isFarAway: isFarAway.get(),
		editing: editor.getEditingShapeId(),
		dimmed: dimmedOf(editor),
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
				look = atom('look of a shape', findLook(id, unsafe__withoutCapture(readView), LOOKS['true false']))
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
	return LOOKS[`${isFlat} ${view.dimmed?.has(id) ?? false}`]
}
