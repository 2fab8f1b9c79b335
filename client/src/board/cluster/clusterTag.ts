import type { Editor, TLFrameShape } from '@tldraw/tldraw'
import { presentLocale } from '../../i18n/locale.ts'
import { textsIn } from '../../i18n/texts.ts'
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

/** What stands in a cluster's tag, and how heavily: its title, or, lighter, that it has none. */
export function tagText(cluster: TLFrameShape, locale = presentLocale.get()) {
	const title = cluster.props.name.trim()
	if (title) return { text: title, weight: 700, isUntitled: false } as const
	return { text: textsIn(locale, 'board')('cluster.untitled'), weight: 400, isUntitled: true } as const
}

/** How wide a text may be in a cluster's tag. */
export function tagRoom(cluster: TLFrameShape, scale = 1): number {
	return widestTag(cluster) - TAG.padX * 2 * scale
}

/** The tag around a text of this width, in the cluster's own space. */
export function tagAround(textWidth: number, cluster: TLFrameShape, scale = 1): Place {
	const h = TAG.height * scale
	const w = Math.min(widestTag(cluster), Math.max(TAG.least, textWidth + TAG.padX * 2 * scale))
	return { x: TAG.inset, y: -h / 2, w, h }
}

/** Where a cluster's title lies on the canvas, in the cluster's own space. */
export function clusterTag(editor: Editor, cluster: TLFrameShape): Place {
	const scale = tagScale(editor)
	const { text, weight } = tagText(cluster)
	const { w } = editor.textMeasure.measureText(text, {
		fontFamily: CARD_FONT,
		fontSize: TAG.fontSize * scale,
		fontStyle: 'normal',
		fontWeight: String(weight),
		lineHeight: 1.2,
		maxWidth: null,
		padding: '0px',
	})
	return tagAround(w, cluster, scale)
}

function widestTag(cluster: TLFrameShape): number {
	return Math.max(TAG.least, cluster.props.w - TAG.inset * 2)
}
