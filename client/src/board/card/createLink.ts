import { DEFAULT_BINDING_PROPS, DEFAULT_PROPS } from '@charrette/shared'
import { createShapeId, type Editor, type TLArrowBinding, type TLArrowShape, type TLShapeId } from '@tldraw/tldraw'

/** Links two cards: an arrow bound to both. */
export function createLink(editor: Editor, ends: { from: TLShapeId; to: TLShapeId }): TLShapeId {
	const id = createShapeId()
	const props = { ...DEFAULT_PROPS.arrow } as unknown as TLArrowShape['props']
	// The page is its parent to begin with; the arrow's own rules move it into the cluster that holds both cards.
	editor.createShape<TLArrowShape>({ id, type: 'arrow', parentId: editor.getCurrentPageId(), x: 0, y: 0, props })
	for (const terminal of ['start', 'end'] as const) {
		const bindingProps = { ...DEFAULT_BINDING_PROPS, terminal } as unknown as TLArrowBinding['props']
		const toId = terminal === 'start' ? ends.from : ends.to
		editor.createBinding<TLArrowBinding>({ type: 'arrow', fromId: id, toId, props: bindingProps })
	}
	return id
}
