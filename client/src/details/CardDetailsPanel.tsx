import {
	type BoardId,
	CARD_FIELDS,
	cardSource,
	DETAIL_FIELDS,
	describeSource,
	findBoard,
	isGallery,
	type MessageId,
	type PracticeId,
	readCardDocument,
	type Workshop,
} from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { useContext, useEffect } from 'react'
import { DocumentContext, similarLabel, useOpenSimilar } from '../boardParts/detailsContext.ts'
import { useActivities } from '../boardParts/useActivities.ts'
import { fetchPractice } from '../connection/api/exchange.ts'
import type { Credentials } from '../connection/credentials.ts'
import { useLanguage, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { cardPath, exchangePath } from '../navigation/paths.ts'
import { useDisplayNames } from '../people/useDisplayNames.ts'
import { ReactionButtons } from '../reactions/CardReactions.tsx'
import { TranslationMark, useReadText } from '../reading/useReading.tsx'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { ThreadSection } from '../threads/ThreadSection.tsx'
import { Button, LinkButton } from '../ui/Button.tsx'
import { FormattedText } from '../ui/FormattedText.tsx'
import { KindIcon } from '../ui/KindIcon.tsx'
import { CardTranslations, type CardTranslationsProps } from './CardTranslations.tsx'
import { DetailImage } from './DetailImage.tsx'
import { DetailText, TextLink } from './DetailText.tsx'
import styles from './details.module.css'
import { isCardLocked } from './isCardLocked.ts'
import { JoinedCards } from './JoinedCards.tsx'
import { QuestionForm } from './QuestionForm.tsx'
import { SidePanel } from './SidePanel.tsx'
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
	/** The part of the thread that gets the focus; null for the panel itself. */
	focus: MessageId | 'field' | null
	onBack: (() => void) | null
	onClose: () => void
}

/**
 * The details of a card: reactions, description, source, image, and its thread.
 */
export function CardDetailsPanel(props: CardDetailsPanelProps) {
	const { document, workshop, credentials, board, card, canEdit, focus, onBack, onClose } = props
	const { t } = useTranslation(['board', 'panels', 'app'])
	const open = useCardDetails(document, card)
	const openSimilar = useOpenSimilar(open && { id: card, kind: open.shape.props.kind })
	const isGone = open === null
	const isLocked = isCardLocked(open?.shape, credentials.role)
	const activities = useActivities(credentials.role, workshop, board)
	const canWrite = activities.has('write') && canEdit && !isLocked
	const canArrange = activities.has('arrange') && canEdit && !isLocked
	const { attach, isOver, handlers } = useAttachImage(document, card, canWrite)
	useEffect(() => {
		if (isGone) onClose()
	}, [isGone, onClose])
	if (!open) return null
	const { kind } = open.shape.props
	return (
		<SidePanel
			title={
				<>
					<KindIcon kind={kind} size={18} />
					{t('panels:card.of', { kind: t(`app:kinds.${kind}`) })}
				</>
			}
			onBack={onBack}
			onClose={onClose}
			data-kind={kind}
			data-over={isOver || undefined}
			{...handlers}
		>
			<DetailedText shape={open.shape} workshop={workshop} canWrite={canWrite} />
			<ReactionButtons card={card} />
			<JoinedCards
				{...{ document, card, workshop }}
				denied={canArrange ? undefined : t('board:statusBar.denied.arrange')}
			/>
			{DETAIL_FIELDS.map((field) => (
				<DetailText
					key={`${card} ${field}`}
					label={t(`board:details.${field}`)}
					hint={t(`panels:card.${field}Hint`)}
					text={open.details[field]}
					maxLength={CARD_FIELDS[field].maxLength}
					rows={field === 'description' ? 6 : 2}
					canWrite={canWrite}
					document={document}
					place={{ record: card, key: field }}
				/>
			))}
			<OpenDocument open={open} />
			<DetailImage key={card} {...{ document, card, canWrite }} image={open.details.image} onFiles={attach} />
			{isGallery(workshop) && credentials.participant && !canEdit && (
				<QuestionForm key={`${card} question`} {...{ credentials, board, card }} />
			)}
			<AdoptedFrom open={open} credentials={credentials} board={board} workshop={workshop} />
			{openSimilar && (
				<Button icon="search" className={styles['similar']} onClick={openSimilar}>
					{t(`board:${similarLabel(open.shape.props.kind)}`)}
				</Button>
			)}
			<Origin open={open} workshop={workshop} />
			<ThreadSection on={{ type: 'card', id: card }} focus={focus} />
		</SidePanel>
	)
}

/** The button that opens the document of the card (CASE1), at the page that its text is from. */
function OpenDocument({ open: { shape } }: { open: CardWithDetails }) {
	const { t } = useTranslation('board')
	const openDocument = useContext(DocumentContext)
	const file = readCardDocument(shape.meta)
	if (!file || !openDocument) return null
	const { name, page } = file
	return (
		<Button icon="open" className={styles['similar']} onClick={() => openDocument(shape.id)}>
			{t(page ? 'document.openPage' : 'document.open', { name, page: page ?? 1 })}
		</Button>
	)
}

/** The card's text in this person's language, with the original one press away (READ4). */
function DetailedText({ shape, ...rest }: Omit<CardTranslationsProps, 'read'>) {
	const card = shape.id
	const read = useReadText(card, shape.props.text)
	return (
		<>
			<p className={styles['text']} dir="auto" lang={read.lang}>
				<FormattedText text={read.text} renderLink={TextLink} />
			</p>
			{read.from !== null && (
				<div>
					<TranslationMark card={card} read={read} />
				</div>
			)}
			<CardTranslations {...rest} shape={shape} read={read} />
		</>
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
	const { t } = useTranslation(['board', 'panels'])
	const locale = useLocale()
	const source = cardSource(shape)
	if (!source) return null
	const { practice, card } = source
	const original = source.board === undefined ? null : findBoard(workshop, source.board)
	return (
		<section className={styles['detail']}>
			<p>↩ {t('card.source', { place: describeSource(source, locale) })}</p>
			{source.title && <p dir="auto">{source.title}</p>}
			{practice && <Withdrawn practice={practice} credentials={credentials} />}
			{practice && (
				<LinkButton className={styles['similar']} href={exchangePath(credentials, { board, practice })}>
					{t('panels:card.practice')}
				</LinkButton>
			)}
			{original && card && original.board.id !== board && (
				<LinkButton
					icon="open"
					className={styles['similar']}
					href={cardPath(workshop.id, { board: original.board.id, card }, credentials.role)}
				>
					{t('panels:card.original', { board: original.board.title })}
				</LinkButton>
			)}
		</section>
	)
}

/** Whether the practice of an adopted card was withdrawn by those who wrote it (RETURN2). */
function Withdrawn({ practice, credentials }: { practice: PracticeId; credentials: Credentials }) {
	const { t } = useTranslation(['board', 'panels'])
	const { data } = useQuery({
		queryKey: ['practice', practice, credentials.token],
		queryFn: () => fetchPractice(credentials, practice),
		retry: false,
	})
	if (!data?.withdrawal) return null
	const { reason } = data.withdrawal
	return (
		<p role="status">
			{t('panels:card.withdrawn')} {reason && <q dir="auto">{reason}</q>}
		</p>
	)
}

/** The author of the card, and its date. */
function Origin({ open: { shape, details }, workshop }: { open: CardWithDetails; workshop: Workshop }) {
	const { t } = useTranslation(['board', 'panels'])
	const names = useDisplayNames(workshop)
	const { author, authorName } = shape.meta
	const imported = names.has('') && typeof authorName === 'string' ? authorName : ''
	const name = (typeof author === 'string' && names.get(author)) || imported
	const date = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium', timeStyle: 'short' })
	const when = details.createdAt === null ? '' : date.format(details.createdAt)
	const parts = [name, shape.props.city, when].filter(Boolean)
	return parts.length > 0 && <p className={styles['origin']}>{t('panels:card.by', { who: parts.join(' · ') })}</p>
}
