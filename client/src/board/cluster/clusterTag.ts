import type { Editor, TLFrameShape } from '@tldraw/tldraw'
import { CARD_FONT } from '../card/cardFont.ts'
import type { Place } from '../sight/freePlace.ts'

/** The title's measures in board units at 100 %; zoomed out it keeps a readable size on the screen instead. */
export const TAG = { fontSize: 17, padX: 12, height: 30, inset: 16, least: 60 } as const

/** Below this zoom the tag grows against the board, so that the wall can be read from afar. */
const READABLE_ZOOM = 0.62

/** How much larger than at 100 % the title is drawn, in steps, so that not every turn of the wheel measures anew. */
export function tagScale(editor: Editor): number {
	return Math.ceil(Math.max(1, READABLE_ZOOM / editor.getZoomLevel()) * 8) / 8
}

/** Where a cluster's title lies, in the cluster's own space. */
export function clusterTag(editor: Editor, cluster: TLFrameShape, scale = tagScale(editor)): Place {
	const { w: textWidth } = editor.textMeasure.measureText(cluster.props.name || ' ', {
		fontFamily: CARD_FONT,
		fontSize: TAG.fontSize * scale,
		fontStyle: 'normal',
		fontWeight: '700',
		lineHeight: 1.2,
		maxWidth: null,
		padding: '0px',
	})
	const h = TAG.height * scale
	const widest = Math.max(TAG.least, cluster.props.w - TAG.inset * 2)
	const w = Math.min(widest, Math.max(TAG.least, textWidth + TAG.padX * 2 * scale))
	return { x: TAG.inset, y: -h / 2, w, h }
}
