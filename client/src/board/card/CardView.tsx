import {
	authorNameLookup,
	CARD_METRICS,
	type CardShape,
	type CardSource,
	cardAuthor,
	cardSource,
	describeSource,
	hasMoreText,
	readCardImage,
} from '@charrette/shared'
import {
	type Editor,
	HTMLContainer,
	stopEventPropagation,
	type TLShapeId,
	useEditor,
	useIsEditing,
	useValue,
} from '@tldraw/tldraw'
import { useLayoutEffect, useRef, useState } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { ReactionMarks } from '../../reactions/CardReactions.tsx'
import { FormattedText } from '../../ui/FormattedText.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { isComposing } from '../../ui/isComposing.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { CardDots } from '../../vote/Dots.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { boardUi } from '../boardUi.ts'
import { thumbnailUrl } from '../image/imageSize.ts'
import { addCardBeside, endDraft } from './addCards.ts'
import { addLinkedCard, linkedCardSide } from './addLinkedCard.ts'
import { CardLink } from './CardLink.tsx'
import styles from './card.module.css'
import { measureCard } from './measureCard.ts'

export interface CardViewProps {
	shape: CardShape
	/** The height in board units. */
	height: number
	isDimmed: boolean
}

/** A card on the canvas: its kind as colour, icon and label, its text, its city and author. */
export function CardView({ shape, height, isDimmed }: CardViewProps) {
	const { names, labels } = useBoardContext()
	const isEditing = useIsEditing(shape.id)
	const { kind, text, city, category } = shape.props
	const { scale, fontSize } = measureCard(shape)
	const author = cardAuthor(shape, authorNameLookup(names))
	const source = cardSource(shape)
	return (
		<HTMLContainer
			className={styles['card']}
			data-kind={kind}
			data-dimmed={isDimmed || undefined}
			style={{ height, '--s': scale, '--text-size': `${fontSize}px` } as React.CSSProperties}
		>
			<div className={styles['kind']}>
				<KindIcon kind={kind} size={CARD_METRICS.header * scale - 2} />
				<CardThumbnail shape={shape} size={CARD_METRICS.header * scale} />
				<span>
					{labels.kinds[kind]}
					{category && <i> · {labels.categories[category]}</i>}
				</span>
				{hasMoreText(shape.meta) && <Icon name="message" size={CARD_METRICS.header * scale - 3} />}
				<LockMark card={shape.id} size={CARD_METRICS.header * scale - 3} />
			</div>
			{!isEditing && <CardDots card={shape.id} kind={kind} />}
			{isEditing ? <CardEditor shape={shape} /> : <CardText text={text} />}
			<ReactionMarks card={shape.id} />
			<div className={styles['from']}>
				{source ? <SourceChip source={source} /> : <span dir="auto">{city}</span>}
				<span dir="auto">{author}</span>
			</div>
		</HTMLContainer>
	)
}

/** A small image of a card (DETAIL2) beside its kind; a placeholder if it cannot be loaded. */
function CardThumbnail({ shape, size }: { shape: CardShape; size: number }) {
	const { t } = useTranslation('board')
	const [failedPath, setFailedPath] = useState('')
	const image = readCardImage(shape.meta)
	if (!image) return null
	const { path, alt } = image
	if (failedPath === path) return <Icon name="image" size={size} />
	const onError = () => setFailedPath(path)
	const label = alt || t('image.unnamed')
	return <img src={thumbnailUrl({ path })} alt={label} draggable={false} loading="lazy" onError={onError} />
}

/** Shows the origin of an adopted card (ADOPT3). */
function SourceChip({ source }: { source: CardSource }) {
	const { t } = useTranslation('board')
	const place = describeSource(source, useLocale())
	return (
		<span className={styles['source']} title={t('card.source', { place })}>
			↩ {place}
		</span>
	)
}

/**
 * Marks a locked card (LOCK1). The hook is needed since tldraw only rerenders a shape when its
 * props or meta change.
 */
function LockMark({ card, size }: { card: TLShapeId; size: number }) {
	const editor = useEditor()
	const isLocked = useValue('is locked', () => editor.getShape(card)?.isLocked === true, [editor, card])
	return isLocked && <Icon name="lock" size={size} />
}

/** The text of a card that is not being edited here. */
function CardText({ text }: { text: string }) {
	return (
		<div className={styles['text']} dir="auto">
			<FormattedText text={text} renderLink={(link) => <CardLink {...link} />} />
		</div>
	)
}

/**
 * The text field of a card: a plain textarea, bound to the document character by character. Tab
 * adds a card beside it, Ctrl/Cmd+Enter a card below, Ctrl/Cmd+arrow a linked card. Esc bubbles to
 * the canvas, which ends editing.
 */
function CardEditor({ shape: { id } }: { shape: CardShape }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { canvasBinding } = useBoardContext()
	const field = useRef<HTMLTextAreaElement>(null)

	useLayoutEffect(() => {
		const textarea = field.current
		const unbind = textarea && canvasBinding.bindText({ record: id }, textarea)
		if (!textarea || !unbind) {
			editor.setEditingShape(null)
			return
		}
		const isNew = textarea.value === ''
		textarea.focus({ preventScroll: true })
		textarea.setSelectionRange(textarea.value.length, textarea.value.length)

		// The field receives the second click of the double click that opened it. That click must not
		// select a word: the next key would replace it.
		let isClicked = false
		const onMouseDown = (event: MouseEvent) => {
			if (event.detail <= 1) isClicked = true
			else if (!isClicked) event.preventDefault()
		}
		const onKeyDown = (event: KeyboardEvent) => {
			// tldraw's native listener would handle an Esc or Enter that is meant for the input method.
			if (isComposing(event)) return event.stopPropagation()
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
			endEditing(editor, id, textarea.value)
			if (isNew && textarea.value.trim()) boardUi(editor).announcement.set(t('spoken.added', { text: textarea.value }))
		}
	}, [editor, canvasBinding, id, t])

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

/** Runs the shortcut of this key; returns whether it has one. */
function onCardShortcut(editor: Editor, card: TLShapeId, event: KeyboardEvent): boolean {
	const linkSide = linkedCardSide(event)
	const isBelow = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
	if (linkSide) addLinkedCard(editor, { card, side: linkSide })
	else if (isBelow) addCardBeside(editor, { card, side: 'below' })
	else if (event.key === 'Tab') addCardBeside(editor, { card, side: event.shiftKey ? 'left' : 'right' })
	else return false
	return true
}

/**
 * Called when editing ends. Deletes a new card that is still empty. If another person deleted the
 * card meanwhile, offers its text in a notice: this is the only place where typed text could be
 * lost. `text` is the last text of the field.
 */
function endEditing(editor: Editor, card: TLShapeId, text: string): void {
	// Waits a microtask, since a component that is only remounted is still being edited.
	queueMicrotask(() => {
		if (editor.isDisposed || editor.getEditingShapeId() === card) return
		const isEmpty = text.trim() === ''
		const isThere = editor.getShape(card) !== undefined
		if (isThere) endDraft(editor, card, isEmpty)
		if (!isThere && !isEmpty) boardUi(editor).notice.set({ type: 'draft', text })
	})
}
