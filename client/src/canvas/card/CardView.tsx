import {
	authorNameLookup,
	CARD_METRICS,
	type CardDocument,
	type CardShape,
	type CardSource,
	cardAuthor,
	cardLabel,
	cardSource,
	describeSource,
	hasMoreText,
	joinsOf,
	LIMITS,
	readCardDocument,
	readCardImage,
	textId,
} from '@charrette/shared'
import { useContext, useLayoutEffect, useRef, useState } from 'react'
import { DocumentContext } from '../../boardParts/detailsContext.ts'
import { imageUrl, thumbnailUrl } from '../../boardParts/images/imageSize.ts'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { ReactionMarks } from '../../reactions/CardReactions.tsx'
import { type ReadText, TranslationMark, useReadText } from '../../reading/useReading.tsx'
import { ThreadMark } from '../../threads/ThreadMark.tsx'
import { FormattedText } from '../../ui/FormattedText.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { isComposing } from '../../ui/isComposing.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { CardDots } from '../../vote/CardDots.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { boardUi } from '../boardUi.ts'
import { type Editor, useEditor } from '../engine/editor.ts'
import type { ShapeId } from '../engine/shapes.ts'
import { HTMLContainer, stopEventPropagation, useIsEditing } from '../engine/shapeView.ts'
import { useValue } from '../engine/signals.ts'
import { addCardBeside, endDraft } from './addCards.ts'
import { addLinkedCard, linkedCardSide } from './addLinkedCard.ts'
import { CardLink, usePress } from './CardLink.tsx'
import styles from './card.module.css'
import { measureCard, measureTranslation } from './measureCard.ts'

export interface CardViewProps {
	shape: CardShape
	/** The height in board units. */
	height: number
	isDimmed: boolean
}

/** A card on the canvas: its kind as colour, icon and label, its text, its city and author. */
export function CardView({ shape, height, isDimmed }: CardViewProps) {
	const { names, nameOf } = useBoardContext()
	const isEditing = useIsEditing(shape.id)
	const { t } = useTranslation('board')
	const { kind, text, city } = shape.props
	const [kindName, ...others] = cardLabel(shape.props, nameOf)
	const read = useReadText(shape.id, text)
	const { scale, ...original } = measureCard(shape)
	const { fontSize, maxLines } = read.isTranslated
		? measureTranslation(shape, { text: read.text, height })
		: { fontSize: original.fontSize, maxLines: undefined }
	const author = cardAuthor(shape, authorNameLookup(names))
	const source = cardSource(shape)
	const file = readCardDocument(shape.meta)
	const joins = joinsOf(shape)
	const cities = [...new Set([city, ...joins.map((one) => one.props.city)])]
	// A card with a source names the city of the source.
	const named = cities.filter((one) => one !== '' && one !== source?.city).join(' · ')
	return (
		<HTMLContainer
			className={styles['card']}
			data-kind={kind}
			data-dimmed={isDimmed || undefined}
			style={{ height, '--s': scale, '--text-size': `${fontSize}px` } as React.CSSProperties}
		>
			<div className={styles['kind']}>
				<KindIcon kind={kind} size={CARD_METRICS.header * scale - 2} />
				{!file?.pages && <CardThumbnail shape={shape} size={CARD_METRICS.header * scale} />}
				<span>
					{kindName}
					{others.map((name) => (
						<i key={name}> · {name}</i>
					))}
					{joins.length > 0 && <i> · {t('card.joined', { count: joins.length + 1 })}</i>}
				</span>
				{hasMoreText(shape.meta) && <Icon name="message" size={CARD_METRICS.header * scale - 3} />}
				<LockMark card={shape.id} size={CARD_METRICS.header * scale - 3} />
				{!isEditing && <TranslationMark card={shape.id} read={read} iconSize={CARD_METRICS.header * scale - 2} />}
			</div>
			{!isEditing && <CardDots card={shape.id} kind={kind} />}
			{isEditing ? <CardEditor shape={shape} /> : <CardText read={read} maxLines={maxLines} />}
			{file && <CardFile shape={shape} file={file} iconSize={CARD_METRICS.header * scale - 3} />}
			<ReactionMarks card={shape.id} />
			<ThreadMark on={shape.id} />
			<div className={styles['from']}>
				{source && <SourceChip source={source} />}
				{(!source || joins.length > 0) && <span dir="auto">{named}</span>}
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
	const alt = useReadText(textId(shape.id, 'imageAlt'), image?.alt ?? '').text
	if (!image) return null
	const { path } = image
	if (failedPath === path) return <Icon name="image" size={size} />
	const onError = () => setFailedPath(path)
	const label = alt || t('image.unnamed')
	return <img src={thumbnailUrl({ path })} alt={label} draggable={false} loading="lazy" onError={onError} />
}

/**
 * The document of a card (CASE1): its first page below the text, or the page that the text is from.
 * A press without a drag opens it.
 */
function CardFile({ shape, file, iconSize }: { shape: CardShape; file: CardDocument; iconSize: number }) {
	const { t } = useTranslation('board')
	const open = useContext(DocumentContext)
	const press = usePress(() => open?.(shape.id))
	const { name, page } = file
	const label = t(page ? 'document.openPage' : 'document.open', { name, page: page ?? 1 })
	const image = page ? null : readCardImage(shape.meta)
	return (
		<button type="button" className={styles['file']} tabIndex={-1} title={label} aria-label={label} {...press}>
			{image ? (
				<img src={imageUrl(image.path, 1024)} alt="" draggable={false} loading="lazy" />
			) : (
				<>
					<Icon name="open" size={iconSize} />
					<span>{label}</span>
				</>
			)}
		</button>
	)
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
function LockMark({ card, size }: { card: ShapeId; size: number }) {
	const editor = useEditor()
	const isLocked = useValue('is locked', () => editor.getShape(card)?.isLocked === true, [editor, card])
	return isLocked && <Icon name="lock" size={size} />
}

/**
 * The text of a card that is not being edited here. A translation has `maxLines`, as the card keeps
 * its height (READ4b).
 */
function CardText({ read, maxLines }: { read: ReadText; maxLines: number | undefined }) {
	return (
		<div
			className={styles['text']}
			dir="auto"
			lang={read.lang}
			style={maxLines === undefined ? undefined : { WebkitLineClamp: maxLines }}
			data-translated={read.isTranslated || undefined}
		>
			<FormattedText text={read.text} renderLink={(link) => <CardLink {...link} />} />
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
			if (isNew && textarea.value.trim())
				boardUi(editor).notices.announcement.set(t('spoken.added', { text: textarea.value }))
		}
	}, [editor, canvasBinding, id, t])

	return (
		<textarea
			ref={field}
			className={styles['editor']}
			maxLength={LIMITS.maxCardTextLength}
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
function onCardShortcut(editor: Editor, card: ShapeId, event: KeyboardEvent): boolean {
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
function endEditing(editor: Editor, card: ShapeId, text: string): void {
	// Waits a microtask, since a component that is only remounted is still being edited.
	queueMicrotask(() => {
		if (editor.isDisposed || editor.getEditingShapeId() === card) return
		const isEmpty = text.trim() === ''
		const isThere = editor.getShape(card) !== undefined
		if (isThere) endDraft(editor, card, isEmpty)
		if (!isThere && !isEmpty) boardUi(editor).notices.shown.set({ type: 'draft', text })
	})
}
