import { isCard } from '@charrette/shared'
import { type Editor, useEditor, useValue } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import styles from '../notices/hint.module.css'
import { EASY_LENGTH, readingLength } from './readingLength.ts'

const BELOW_PX = 28
const HALF_WIDTH_PX = 148

/** Says under the card in which one writes, quietly, when it gets too long for those in the back row. Nothing is cut. */
export function LengthHint() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const place = useValue('place of the hint', () => placeOfHint(editor), [editor])
	return (
		<p className={styles['length']} style={place ? { left: place.x, top: place.y } : { display: 'none' }} role="status">
			{place && t('write.long')}
		</p>
	)
}

/** Under the card's middle, in px of the canvas; null while the text is short, or none is written. */
function placeOfHint(editor: Editor): { x: number; y: number } | null {
	const card = editor.getEditingShape()
	if (!card || !isCard(card) || readingLength(card.props.text) <= EASY_LENGTH) return null
	const bounds = editor.getShapePageBounds(card)
	if (!bounds) return null
	const { x, y } = editor.pageToViewport({ x: bounds.midX, y: bounds.maxY })
	const { w } = editor.getViewportScreenBounds()
	const clear = Math.max(HALF_WIDTH_PX, Math.min(w - HALF_WIDTH_PX, x))
	return { x: Math.round(clear), y: Math.round(y + BELOW_PX) }
}
