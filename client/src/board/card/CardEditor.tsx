import type { CardShape } from '@charrette/shared'
import { type Editor, stopEventPropagation, type TLShapeId, useEditor } from '@tldraw/tldraw'
import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useBoardSurroundings } from '../BoardContext.ts'
import { addNeighbour } from './addCards.ts'
import styles from './card.module.css'
import { endDraft } from './drafts.ts'
import { addLinkedCard, sideOfKeys } from './linkedCard.ts'

/**
 * The card's text while one writes in it: a plain textarea, bound to the document character by character.
 * Tab makes a card beside, Ctrl or Cmd with Enter one below and with an arrow key a linked one, Esc ends (the canvas
 * hears it).
 */
export function CardEditor({ shape: { id } }: { shape: CardShape }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { openBoard } = useBoardSurroundings()
	const field = useRef<HTMLTextAreaElement>(null)

	useLayoutEffect(() => {
		const textarea = field.current
		const unbind = textarea && openBoard.bindText(id, textarea)
		if (!textarea || !unbind) {
			editor.setEditingShape(null)
			return
		}
		textarea.focus({ preventScroll: true })
		textarea.setSelectionRange(textarea.value.length, textarea.value.length)

		// The double click that opened the editor ends in it, and must not select a word for the next key to overwrite.
		let isClicked = false
		const onMouseDown = (event: MouseEvent) => {
			if (event.detail <= 1) isClicked = true
			else if (!isClicked) event.preventDefault()
		}
		const onKeyDown = (event: KeyboardEvent) => {
			// The canvas listens natively and would take an Esc or Enter that is meant for the input method.
			if (event.isComposing || event.keyCode === 229) return event.stopPropagation()
			if (!answerKey(editor, id, event)) return
			event.preventDefault()
			event.stopPropagation()
		}
		textarea.addEventListener('mousedown', onMouseDown)
		textarea.addEventListener('keydown', onKeyDown)
		return () => {
			textarea.removeEventListener('mousedown', onMouseDown)
			textarea.removeEventListener('keydown', onKeyDown)
			unbind()
			endDraft(editor, id, textarea.value)
		}
	}, [editor, openBoard, id])

	return (
		<textarea
			ref={field}
			className={styles['editor']}
			aria-label={t('card.text')}
			placeholder={t('card.placeholder')}
			spellCheck
			dir="auto"
			onPointerDown={stopEventPropagation}
			onTouchStart={stopEventPropagation}
			onTouchEnd={stopEventPropagation}
		/>
	)
}

/** The keys by which one goes on to the next card; true if this was one. */
function answerKey(editor: Editor, card: TLShapeId, event: KeyboardEvent): boolean {
	const linkSide = sideOfKeys(event)
	const isBelow = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
	if (linkSide) addLinkedCard(editor, { of: card, side: linkSide })
	else if (isBelow) addNeighbour(editor, { of: card, side: 'below' })
	else if (event.key === 'Tab') addNeighbour(editor, { of: card, side: event.shiftKey ? 'left' : 'right' })
	else return false
	return true
}
