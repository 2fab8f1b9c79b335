import { type BoardId, DETAIL_LENGTHS, type DetailField, isGallery, linksIn, type Workshop } from '@charrette/shared'
import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { ReactionButtons } from '../reactions/CardReactions.tsx'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { mergeTexts } from '../sync/mergeTexts.ts'
import { Button } from '../ui/Button.tsx'
import { FormattedText } from '../ui/FormattedText.tsx'
import { isComposing } from '../ui/isComposing.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import { useOpenSimilar } from '../workshop/detailsContext.ts'
import { useActivities } from '../workshop/useActivities.ts'
import { useDisplayNames } from '../workshop/useDisplayNames.ts'
import styles from './details.module.css'
import { QuestionForm } from './QuestionForm.tsx'
import { type OpenCard, useOpenCard, writeDetail } from './useCardDetails.ts'

export interface CardDetailsPanelProps {
	document: BoardDocument
	workshop: Workshop
	credentials: Credentials
	board: BoardId
	card: string
	/** Whether this person can edit the board. */
	canEdit: boolean
	onClose: () => void
}

/** The details of a card beside the board, or over its lower half on a phone: reactions, description, source. */
export function CardDetailsPanel(props: CardDetailsPanelProps) {
	const { document, workshop, credentials, board, card, canEdit, onClose } = props
	const { t } = useTranslation(['board', 'app'])
	const open = useOpenCard(document, card)
	const openSimilar = useOpenSimilar(open && { id: card, kind: open.shape.props.kind })
	const panel = useRef<HTMLElement>(null)
	const titleId = useId()
	const canWrite = useActivities(credentials.role, workshop).has('write') && canEdit
	const isLocked = open?.shape.isLocked || (open?.shape.meta['isSetUp'] === true && credentials.role !== 'facilitator')
	const isGone = open === null
	useEffect(() => {
		if (isGone) onClose()
	}, [isGone, onClose])
	useEffect(() => {
		const opener = window.document.activeElement
		panel.current?.focus()
		return () => {
			if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
		}
	}, [])
	if (!open) return null
	const { kind, text } = open.shape.props
	const onKeyDown = (event: KeyboardEvent) => {
		// Keys pressed here are not for the board, which would delete or move the selection.
		event.stopPropagation()
		if (event.key === 'Escape' && !isComposing(event)) onClose()
	}
	return (
		<aside
			ref={panel}
			tabIndex={-1}
			className={styles['panel']}
			data-kind={kind}
			aria-labelledby={titleId}
			onKeyDown={onKeyDown}
		>
			<header>
				<h2 id={titleId}>
					<KindIcon kind={kind} size={18} />
					{t('board:details.of', { kind: t(`app:kinds.${kind}`) })}
				</h2>
				<Button variant="quiet" icon="close" iconOnly aria-label={t('app:close')} onClick={onClose} />
			</header>
			<p className={styles['text']} dir="auto">
				<FormattedText text={text} renderLink={TextLink} />
			</p>
			<ReactionButtons card={card} />
			{(['description', 'source'] as const).map((field) => (
				<DetailText
					key={`${card} ${field}`}
					{...{ document, card, field }}
					canWrite={canWrite && !isLocked}
					text={open.details[field]}
				/>
			))}
			{isGallery(workshop) && credentials.participant && !canEdit && (
				<QuestionForm key={`${card} question`} {...{ credentials, board, card }} />
			)}
			{openSimilar && (
				<Button icon="search" className={styles['similar']} onClick={openSimilar}>
					{t('board:menu.similar')}
				</Button>
			)}
			<Origin open={open} workshop={workshop} />
		</aside>
	)
}

interface DetailTextProps {
	document: BoardDocument
	card: string
	field: DetailField
	text: string
	canWrite: boolean
}

/** A detail: a field that is written when it is left, so that input methods can compose; or its text. */
function DetailText({ document, card, field, text, canWrite }: DetailTextProps) {
	const { t } = useTranslation('board')
	const input = useRef<HTMLTextAreaElement>(null)
	const id = useId()
	/** The text that this person's typing started from, and the one that is stored. */
	const base = useRef(text)
	const stored = useRef(text)
	stored.current = text
	const write = useRef(() => {})
	write.current = () => {
		const typed = input.current?.value.trim() ?? base.current
		if (typed === base.current) return
		const merged = mergeTexts(base.current, typed, stored.current) ?? `${stored.current}\n${typed}`
		const next = merged.slice(0, DETAIL_LENGTHS[field])
		base.current = next
		writeDetail(document, card, { field, text: next })
	}
	useEffect(() => {
		// Another person changed it. What is being typed here stays.
		if (!input.current || window.document.activeElement === input.current) return
		input.current.value = text
		base.current = text
	}, [text])
	useEffect(() => () => write.current(), [])
	if (!canWrite && text === '') return null
	return (
		<section className={styles['detail']}>
			<label htmlFor={id}>{t(`details.${field}`)}</label>
			{canWrite ? (
				<textarea
					ref={input}
					id={id}
					rows={field === 'description' ? 6 : 2}
					defaultValue={text}
					maxLength={DETAIL_LENGTHS[field]}
					placeholder={t(`details.${field}Hint`)}
					dir="auto"
					onBlur={() => write.current()}
				/>
			) : (
				<p id={id} className={styles['text']} dir="auto">
					<FormattedText text={text} renderLink={TextLink} />
				</p>
			)}
			{canWrite && linksIn(text).map((link) => <TextLink key={link.href} {...link} />)}
		</section>
	)
}

function TextLink({ text, href }: { text: string; href: string }) {
	return (
		<a href={href} target="_blank" rel="noopener noreferrer">
			{text}
		</a>
	)
}

/** Who wrote the card, and when. */
function Origin({ open: { shape, details }, workshop }: { open: OpenCard; workshop: Workshop }) {
	const { t } = useTranslation('board')
	const locale = useLocale()
	const names = useDisplayNames(workshop)
	const { author, authorName } = shape.meta
	const imported = names.has('') && typeof authorName === 'string' ? authorName : ''
	const name = (typeof author === 'string' && names.get(author)) || imported
	const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
	const when = details.createdAt === null ? '' : date.format(details.createdAt)
	const parts = [name, shape.props.city, when].filter(Boolean)
	return parts.length > 0 && <p className={styles['origin']}>{t('details.by', { who: parts.join(' · ') })}</p>
}
