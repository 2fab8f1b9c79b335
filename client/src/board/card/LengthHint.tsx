import { isCard } from '@charrette/shared'
import { type Editor, useEditor, useValue } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import styles from '../notices/notices.module.css'

const BELOW_PX = 28
const HALF_WIDTH_PX = 148

/** Says under the card in which one writes, quietly, when it gets too long for those in the back row. Nothing is cut. */
export function LengthHint() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const place = useValue('place of the hint', () => hintPosition(editor), [editor])
	return (
		<p className={styles['length']} style={place ? { left: place.x, top: place.y } : { display: 'none' }} role="status">
			{place && t('write.long')}
		</p>
	)
}

/** Under the card's middle, in px of the canvas; null while the text is short, or none is written. */
function hintPosition(editor: Editor): { x: number; y: number } | null {
	const card = editor.getEditingShape()
	if (!card || !isCard(card) || readingLength(card.props.text) <= EASY_LENGTH) return null
	const bounds = editor.getShapePageBounds(card)
	if (!bounds) return null
	const { x, y } = editor.pageToViewport({ x: bounds.midX, y: bounds.maxY })
	const { w } = editor.getViewportScreenBounds()
	const clear = Math.max(HALF_WIDTH_PX, Math.min(w - HALF_WIDTH_PX, x))
	return { x: Math.round(clear), y: Math.round(y + BELOW_PX) }
}

/** As many letters as are easily read from the back row. */
const EASY_LENGTH = 140

/** Chinese characters, kana, Korean syllables and full-width signs: each says about as much as two letters. */
const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u{20000}-\u{3fffd}]/gu

/** How long a text is to the eye, in letters. */
export function readingLength(text: string): number {
	return [...text.trim()].length + (text.match(WIDE)?.length ?? 0)
}
