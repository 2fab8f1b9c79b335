import { useEditor, useValue } from '@tldraw/tldraw'
import styles from './find.module.css'
import { searchOf } from './searchOf.ts'

const MARGIN_PX = 5

/** A ring around the card to which the search has led. */
export function SearchRing() {
	const editor = useEditor()
	const place = useValue('search ring', () => placeOfRing(editor), [editor])
	if (!place) return null
	return <div className={styles['ring']} data-testid="search-ring" style={place} />
}

/** In px of the canvas. */
function placeOfRing(editor: ReturnType<typeof useEditor>) {
	const current = searchOf(editor).get()?.current
	const bounds = current && editor.getShapePageBounds(current)
	if (!bounds) return null
	const zoom = editor.getZoomLevel()
	const { x, y } = editor.pageToViewport(bounds.point)
	return {
		left: x - MARGIN_PX,
		top: y - MARGIN_PX,
		width: bounds.w * zoom + 2 * MARGIN_PX,
		height: bounds.h * zoom + 2 * MARGIN_PX,
	}
}
