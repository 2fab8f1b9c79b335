import { authorNameLookup, CARD_METRICS, type CardKind, type CardShape, cardAuthor } from '@charrette/shared'
import {
	type Editor,
	HTMLContainer,
	stopEventPropagation,
	type TLShapeId,
	useEditor,
	useIsEditing,
} from '@tldraw/tldraw'
import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { KindIcon } from '../../ui/Icon.tsx'
import { CardDots } from '../../vote/Dots.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { showNotice } from '../notices/notices.ts'
import { addCardBeside } from './addCards.ts'
import { addLinkedCard, linkedCardSide } from './addLinkedCard.ts'
import styles from './card.module.css'
import { measureCard } from './measureCard.ts'
import type { ShapeAppearance } from './shapeAppearance.ts'

interface CardViewProps {
	shape: CardShape
	/** px of the page. */
	height: number
	isDimmed: boolean
}

/** A card as one sees it: kind by colour, icon and word; the text; who it is from. */
export function CardView({ shape, height, isDimmed }: CardViewProps) {
	const { names, labels } = useBoardContext()
	const isEditing = useIsEditing(shape.id)
	const { kind, text, city, category } = shape.props
	const { scale, fontSize } = measureCard(shape)
	const author = cardAuthor(shape, authorNameLookup(names))
	return (
		<HTMLContainer
			className={styles['card']}
			data-kind={kind}
			data-dimmed={isDimmed || undefined}
			style={{ height, '--s': scale, '--text-size': `${fontSize}px` } as React.CSSProperties}
		>
			<div className={styles['kind']}>
				<KindIcon kind={kind} size={CARD_METRICS.header * scale - 2} />
				<span>
					{labels.kinds[kind]}
					{category && <i> · {labels.categories[category]}</i>}
				</span>
			</div>
			{!isEditing && <CardDots card={shape.id} kind={kind} />}
			{isEditing ? <CardEditor shape={shape} /> : <div className={styles['text']}>{text}</div>}
			<div className={styles['from']}>
				<span>{city}</span>
				<span>{author}</span>
			</div>
		</HTMLContainer>
	)
}

/** A card from far away: its colour is left of it, and how many dots it got, in one element that is cheap to paint two thousand times. */
export function FlatCard({ kind, look }: { kind: CardKind; look: ShapeAppearance }) {
	return (
		<div
			className={styles['flat']}
			data-kind={kind}
			data-dimmed={look.isDimmed || undefined}
			data-dots={look.dots || undefined}
		/>
	)
}

/**
 * The card's text while one writes in it: a plain textarea, bound to the document character by character.
 * Tab makes a card beside, Ctrl or Cmd with Enter one below and with an arrow key a linked one, Esc ends (the canvas
 * hears it).
 */
function CardEditor({ shape: { id } }: { shape: CardShape }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { canvasBinding } = useBoardContext()
	const field = useRef<HTMLTextAreaElement>(null)

	useLayoutEffect(() => {
		const textarea = field.current
		const unbind = textarea && canvasBinding.bindText(id, textarea)
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
			if (!onCardShortcut(editor, id, event)) return
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
	}, [editor, canvasBinding, id])

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
function onCardShortcut(editor: Editor, card: TLShapeId, event: KeyboardEvent): boolean {
	const linkSide = linkedCardSide(event)
	const isBelow = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
	if (linkSide) addLinkedCard(editor, { of: card, side: linkSide })
	else if (isBelow) addCardBeside(editor, { of: card, side: 'below' })
	else if (event.key === 'Tab') addCardBeside(editor, { of: card, side: event.shiftKey ? 'left' : 'right' })
	else return false
	return true
}

/**
 * What happens to a card when one stops writing in it: an empty one is taken off the board; and if somebody deleted
 * the card meanwhile, its text is offered back, since only here could typed text be lost. `text` is what the writer saw.
 */
function endDraft(editor: Editor, card: TLShapeId, text: string): void {
	// Only once the canvas has settled: a component that is merely mounted anew is still being written in.
	queueMicrotask(() => {
		if (editor.isDisposed || editor.getEditingShapeId() === card) return
		const isEmpty = text.trim() === ''
		const isThere = editor.getShape(card) !== undefined
		if (isThere && isEmpty && !editor.getIsReadonly()) editor.deleteShapes([card])
		if (!isThere && !isEmpty) showNotice(editor, { type: 'draft', text })
	})
}
