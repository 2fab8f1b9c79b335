import { isCard } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { type Editor, useEditor } from '../engine/editor.ts'
import { useValue } from '../engine/signals.ts'
import styles from '../notices/notices.module.css'

const BELOW_PX = 28
const HALF_WIDTH_PX = 148

/** A hint below the edited card when its text is too long to be readable on the projector. */
export function LengthHint() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const position = useValue('hint position', () => hintPosition(editor), [editor])
	return (
		<p
			className={styles['length']}
			style={position ? { left: position.x, top: position.y } : { display: 'none' }}
			role="status"
		>
			{position && t('card.long')}
		</p>
	)
}

/**
 * Returns the position of the hint, centred below the card, in px of the canvas. Null without an
 * edited card, or while its text is short.
 */
function hintPosition(editor: Editor): { x: number; y: number } | null {
	const card = editor.getEditingShape()
	if (!card || !isCard(card) || readingLength(card.props.text) <= EASY_LENGTH) return null
	const bounds = editor.getShapePageBounds(card)
	if (!bounds) return null
	const { x, y } = editor.pageToViewport({ x: bounds.midX, y: bounds.maxY })
	const { w } = editor.getViewportScreenBounds()
	const clamped = Math.max(HALF_WIDTH_PX, Math.min(w - HALF_WIDTH_PX, x))
	return { x: Math.round(clamped), y: Math.round(y + BELOW_PX) }
}

/** Length of the longest text that is easy to read from the back row, in letters. */
const EASY_LENGTH = 140

/**
 * Chinese characters, kana, Korean syllables and full-width forms. Each carries about as much
 * information as two letters.
 */
const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u{20000}-\u{3fffd}]/gu

/** Returns the length of a text for a reader, in letters; a wide character counts as two. */
export function readingLength(text: string): number {
	return [...text.trim()].length + (text.match(WIDE)?.length ?? 0)
}
