import { arrowheadPath, DEFAULT_PROPS, linePath } from '@charrette/shared'
import {
	ArrowShapeUtil,
	type Editor,
	type TLArrowShape,
	type TLHandleDragInfo,
	type TLRenderingShape,
	type TLShapeId,
	type TLShapeUtilCanBindOpts,
} from '@tldraw/tldraw'
import { textsIn } from '../../i18n/texts.ts'
import { currentLanguage } from '../../i18n/useTranslation.ts'
import { boardUi } from '../boardUi.ts'
import { createLinkedCard } from '../card/addLinkedCard.ts'
import { patchFocusManager, patchFonts, patchRenderOrder, patchTicks } from '../editor/tldrawPatches.ts'
import { can, canStart } from '../permissions.ts'
import { LinkView } from './LinkView.tsx'
import { linkEnds, readLink } from './linkGeometry.ts'

/** Longer than any gesture, and the longest delay that a timer accepts. */
const NEVER_MS = 2 ** 31 - 1

/**
 * A link: tldraw's arrow between two cards. Its meaning is derived from their kinds unless a person
 * has chosen one.
 */
export class LinkShapeUtil extends ArrowShapeUtil {
	constructor(editor: Editor) {
		super(editor)
		// Patched in the constructor, before the first render: tldraw caches the order until a shape
		// changes.
		patchRenderOrder(editor, sortByLayer)
		patchFonts(editor)
		patchTicks(editor)
		// An editor may be disposed before a component of the board mounts, as in StrictMode.
		patchFocusManager(editor)
		this.options = {
			...this.options,
			shouldBeExact: () => false,
			// tldraw ignores targets while Ctrl is down. If the key is still down after an undo, that
			// would create a link that is bound to no card.
			shouldIgnoreTargets: () => false,
			hoverPreciseTimeout: NEVER_MS,
			pointingPreciseTimeout: NEVER_MS,
		}
	}

	override getDefaultProps(): TLArrowShape['props'] {
		return { ...DEFAULT_PROPS.arrow } as unknown as TLArrowShape['props']
	}

	override canBind({ toShapeType }: TLShapeUtilCanBindOpts<TLArrowShape>): boolean {
		return toShapeType === 'card'
	}

	override canEdit(): boolean {
		return false
	}

	/** Returns the handles of the ends; none if this person cannot change links now. */
	override getHandles(shape: TLArrowShape) {
		if (!can(this.editor, 'link') && !this.editor.isIn('select.dragging_handle')) return []
		const label = textsIn(currentLanguage.get(), 'board')('spoken.linkEnd')
		return super.getHandles(shape).map((handle) => ({ ...handle, label }))
	}

	override getAriaDescriptor(shape: TLArrowShape): string {
		const { from, to } = linkEnds(this.editor, shape)
		return [from?.props.text, to?.props.text].filter(Boolean).join(' → ')
	}

	/** A link points at the centre of its card, regardless of the position where it was dropped. */
	override onHandleDrag(shape: TLArrowShape, info: TLHandleDragInfo<TLArrowShape>) {
		return super.onHandleDrag(shape, { ...info, isPrecise: false })
	}

	/**
	 * Prevents tldraw from rebinding an arrow that is moved on its own, if this person cannot change
	 * links.
	 */
	override onTranslateStart(shape: TLArrowShape) {
		return can(this.editor, 'link') ? super.onTranslateStart(shape) : undefined
	}

	/** tldraw calls this even if another person has deleted the link during the drag. */
	override onTranslate(initial: TLArrowShape, shape: TLArrowShape | undefined) {
		return shape && super.onTranslate(initial, shape)
	}

	override onHandleDragEnd(shape: TLArrowShape): undefined {
		finishLink(this.editor, shape)
	}

	override onDoubleClickHandle(): undefined {
		return undefined
	}

	override component(shape: TLArrowShape) {
		return <LinkView shape={shape} appearance={boardUi(this.editor).cards.appearances.get(shape.id)} />
	}

	override indicator(shape: TLArrowShape) {
		const link = readLink(this.editor, shape)
		return link && <path d={`${linePath(link.curve)}${arrowheadPath(link.curve)}`} />
	}

	override getCanvasSvgDefs() {
		return []
	}
}

/**
 * The drawing order: clusters first, then links, then all other shapes, so that a link covers no
 * text.
 */
const LAYERS: Record<string, number> = { frame: 0, arrow: 1 }
const TOP_LAYER = 2

/**
 * Returns the shapes in the order of their layers, with the same set of indexes. Within a layer the
 * order does not change.
 */
function sortByLayer(shapes: TLRenderingShape[]): TLRenderingShape[] {
	const layers: TLRenderingShape[][] = [[], [], []]
	for (const shape of shapes) layers[LAYERS[shape.shape.type] ?? TOP_LAYER]?.push(shape)
	return layers.flat().map((shape, at) => ({ ...shape, index: shapes[at]?.index ?? shape.index }))
}

/**
 * Ends the drag of a link. A link that does not join two cards is deleted. If it was dragged from a
 * connection point to the empty board, a linked card is created there.
 */
function finishLink(editor: Editor, arrow: TLArrowShape): void {
	const { isFromConnectionPoint } = boardUi(editor).links
	const createsCard = isFromConnectionPoint.current
	isFromConnectionPoint.current = false
	const { from, to } = linkEnds(editor, arrow)
	if (from && to && from.id !== to.id) return
	const tip = editor.getShapePageTransform(arrow).applyToPoint(arrow.props.end)
	editor.deleteShapes([arrow.id])
	// Deferred until after the gesture, whose end would stop the editing of the new card.
	if (createsCard && from && !to) {
		if (!canStart(editor, 'write')) return
		editor.timers.setTimeout(() => createLinkedCard(editor, { card: from.id, at: tip }), 0)
	} else if (!from || !to) boardUi(editor).notices.shown.set({ type: 'linkNeedsCards' })
}

/**
 * Deletes a link when either of its cards is deleted, in the same undo step. Returns a function
 * that removes the handlers.
 */
export function deleteOrphanLinks(editor: Editor): () => void {
	const unbound = new Map<TLShapeId, TLShapeId>()
	const stopBindings = editor.sideEffects.registerAfterDeleteHandler('binding', (binding, source) => {
		if (source === 'user') unbound.set(binding.fromId, binding.toId)
	})
	const stopComplete = editor.sideEffects.registerOperationCompleteHandler((source) => {
		if (unbound.size === 0 || source !== 'user') return
		const orphans = [...unbound]
			.filter(([link, card]) => !editor.getShape(card) && editor.getShape(link))
			.map(([link]) => link)
		unbound.clear()
		if (orphans.length > 0) editor.deleteShapes(orphans)
	})
	return () => {
		stopBindings()
		stopComplete()
	}
}
