import type { BoardRecord } from '@charrette/shared'
import { placeCards } from '../../boardParts/space/placeCards.ts'
import type { Editor } from '../engine/editor.ts'
import type { ClusterShape, ShapeId } from '../engine/shapes.ts'
import { canStart } from '../permissions.ts'

/** Maximum number of clusters in a menu. */
const MAX_LISTED = 100

/**
 * Moves cards into a cluster, or out of their clusters (null), as one undo step. Each card gets the
 * position that the list would give it. A cluster without free space grows.
 */
export function moveToCluster(editor: Editor, cards: readonly ShapeId[], cluster: ShapeId | null): void {
	if (!canStart(editor, 'arrange')) return
	const parent = cluster ?? editor.getCurrentPageId()
	const moved = cards.filter((id) => editor.getShape(id) && editor.getShape(id)?.parentId !== parent)
	if (moved.length === 0) return
	editor.markHistoryStoppingPoint('move to a cluster')
	editor.run(() => {
		for (const id of moved) {
			const { rects, size } = placeCards(recordsOf(editor), { cluster }, 1)
			const [rect] = rects
			if (!rect) continue
			editor.reparentShapes([id], parent)
			editor.updateShape({ id, type: 'card', x: Math.round(rect.x), y: Math.round(rect.y) })
			if (cluster && size) editor.updateShape<ClusterShape>({ id: cluster, type: 'frame', props: size })
		}
	})
}

/** Returns the clusters of the board with their titles, in reading order of their positions. */
export function listClusters(editor: Editor): { id: ShapeId; title: string }[] {
	const frames = editor.getCurrentPageShapes().filter((shape): shape is ClusterShape => shape.type === 'frame')
	return frames
		.sort((a, b) => a.y - b.y || a.x - b.x)
		.slice(0, MAX_LISTED)
		.map(({ id, props }) => ({ id, title: props.name }))
}

function recordsOf(editor: Editor): Map<string, BoardRecord> {
	return new Map(
		editor.store.allRecords().flatMap((record) => (record.typeName === 'shape' ? [[record.id, record]] : [])),
	) as Map<string, BoardRecord>
}
