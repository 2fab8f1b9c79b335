import {
	type BoardId,
	cardSource,
	DETAIL_LENGTHS,
	describeSource,
	findBoard,
	isGallery,
	type Workshop,
} from '@charrette/shared'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import { useLanguage, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { ReactionButtons } from '../reactions/CardReactions.tsx'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { FormattedText } from '../ui/FormattedText.tsx'
import { isComposing } from '../ui/isComposing.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import { useCover } from '../ui/useCover.ts'
import { useOpenSimilar } from '../workshop/detailsContext.ts'
import { cardPath, exchangePath } from '../workshop/paths.ts'
import { useActivities } from '../workshop/useActivities.ts'
import { useDisplayNames } from '../workshop/useDisplayNames.ts'
import { DetailImage } from './DetailImage.tsx'
import { DetailText, TextLink } from './DetailText.tsx'
import styles from './details.module.css'
import { QuestionForm } from './QuestionForm.tsx'
import { useAttachImage } from './useAttachImage.ts'
import { type CardWithDetails, useCardDetails } from './useCardDetails.ts'

/** The credentials and the board from which a person opens the exchange. */
type ExchangePlace = Pick<CardDetailsPanelProps, 'credentials' | 'board'>

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

/**
 * The details of a card: reactions, description, source, image. The panel is beside the board, or
 * over its lower half on a phone.
 */
export function CardDetailsPanel(props: CardDetailsPanelProps) {
	const { document, workshop, credentials, board, card, canEdit, onClose } = props
	const { t } = useTranslation(['board', 'app'])
	const open = useCardDetails(document, card)
	const openSimilar = useOpenSimilar(open && { id: card, kind: open.shape.props.kind })
	const panel = useRef<HTMLElement>(null)
	const titleId = useId()
	const isGone = open === null
	useCover(panel, isGone ? undefined : 'aside')
	const isLocked = open?.shape.isLocked || (open?.shape.meta['isSetUp'] === true && credentials.role !== 'facilitator')
	const canWrite = useActivities(credentials.role, workshop).has('write') && canEdit && !isLocked
	const { attach, isOver, handlers } = useAttachImage(document, card, canWrite)
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
		// Keys pressed here must not reach the board, which would delete or move the selection.
		event.stopPropagation()
		if (event.key === 'Escape' && !isComposing(event)) onClose()
	}
	// The same applies to copying and pasting in the panel.
	const stop = (event: ClipboardEvent) => event.stopPropagation()
	return (
		<aside
			ref={panel}
			tabIndex={-1}
			className={styles['panel']}
			data-kind={kind}
			data-takes-keyboard=""
			data-over={isOver || undefined}
			aria-labelledby={titleId}
			onKeyDown={onKeyDown}
			onCopy={stop}
			onCut={stop}
			{...handlers}
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
					label={t(`board:details.${field}`)}
					hint={t(`board:details.${field}Hint`)}
					text={open.details[field]}
					maxLength={DETAIL_LENGTHS[field]}
					rows={field === 'description' ? 6 : 2}
					canWrite={canWrite}
					document={document}
					place={{ record: card, key: field }}
				/>
			))}
			<DetailImage key={card} {...{ document, card, canWrite }} image={open.details.image} onFiles={attach} />
			{isGallery(workshop) && credentials.participant && !canEdit && (
				<QuestionForm key={`${card} question`} {...{ credentials, board, card }} />
			)}
			<AdoptedFrom open={open} credentials={credentials} board={board} workshop={workshop} />
			{openSimilar && (
				<Button icon="search" className={styles['similar']} onClick={openSimilar}>
					{t('board:menu.similar')}
				</Button>
			)}
			<Origin open={open} workshop={workshop} />
		</aside>
	)
}

/**
 * The origin of an adopted or sent card (ADOPT3, PLEN1c), with links to its practice and to the
 * original.
 */
function AdoptedFrom({
	open: { shape },
	credentials,
	board,
	workshop,
}: { open: CardWithDetails; workshop: Workshop } & ExchangePlace) {
	const { t } = useTranslation('board')
	const locale = useLocale()
	const source = cardSource(shape)
	if (!source) return null
	const { practice, card } = source
	const original = source.board === undefined ? null : findBoard(workshop, source.board)
	return (
		<section className={styles['detail']}>
			<p>↩ {t('card.source', { place: describeSource(source, locale) })}</p>
			{practice && (
				<LinkButton className={styles['similar']} href={exchangePath(credentials, { board, practice })}>
					{t('details.practice')}
				</LinkButton>
			)}
			{original && card && original.board.id !== board && (
				<LinkButton
					icon="open"
					className={styles['similar']}
					href={cardPath(workshop.id, { board: original.board.id, card }, credentials.role)}
				>
					{t('details.original', { board: original.board.title })}
				</LinkButton>
			)}
		</section>
	)
}

/** The author of the card, and its date. */
function Origin({ open: { shape, details }, workshop }: { open: CardWithDetails; workshop: Workshop }) {
	const { t } = useTranslation('board')
	const names = useDisplayNames(workshop)
	const { author, authorName } = shape.meta
	const imported = names.has('') && typeof authorName === 'string' ? authorName : ''
	const name = (typeof author === 'string' && names.get(author)) || imported
	const date = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium', timeStyle: 'short' })
	const when = details.createdAt === null ? '' : date.format(details.createdAt)
	const parts = [name, shape.props.city, when].filter(Boolean)
	return parts.length > 0 && <p className={styles['origin']}>{t('details.by', { who: parts.join(' · ') })}</p>
}
