import {
	type CardDocument,
	type CardImage,
	cardLabel,
	citiesOfCard,
	describeSource,
	linksIn,
	plainText,
	textId,
} from '@charrette/shared'
import { memo, type ReactNode, useContext, useMemo } from 'react'
import { DocumentContext, useOpenDetails } from '../boardParts/detailsContext.ts'
import { thumbnailUrl } from '../boardParts/images/imageSize.ts'
import { useLinkText } from '../boardParts/useLinkText.ts'
import { useCardNames } from '../i18n/cardNames.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { ReactionButtons } from '../reactions/CardReactions.tsx'
import { TranslationMark, useKnownText, useReadText } from '../reading/useReading.tsx'
import { ThreadMark } from '../threads/ThreadMark.tsx'
import { FormattedText } from '../ui/FormattedText.tsx'
import { Icon } from '../ui/Icon.tsx'
import { KindIcon } from '../ui/KindIcon.tsx'
import { RowDots } from '../vote/Dots.tsx'
import { CardRowEditor } from './CardRowEditor.tsx'
import { useListContext, useListDeniedReason } from './ListContext.ts'
import type { OutlineLink, OutlineRow } from './outline.ts'
import { useInView } from './RowsInView.tsx'
import styles from './row.module.css'

interface CardRowProps {
	row: OutlineRow
	/** Whether the card is the tab stop; the other cards have `tabIndex` -1. */
	isCurrent: boolean
	isWriting: boolean
	/** The number of cities that have this obstacle, while it is shown (COVER2). */
	cities: number | undefined
	/** The names of other people who are editing this card. */
	typingNames: string | undefined
}

/**
 * A card in the list, with its kind, text, author and links; with an editor while this person edits
 * it.
 */
export const CardRow = memo(function CardRow({ row, isCurrent, isWriting, cities, typingNames }: CardRowProps) {
	const { card } = row
	return (
		// biome-ignore lint/a11y/useSemanticElements: its list is no <ul>, see OutlineSection
		<div
			role="listitem"
			className={styles['row']}
			data-kind={card.kind}
			data-card={card.id}
			data-cluster={card.cluster}
			data-locked={card.isLocked}
		>
			{isWriting ? (
				<>
					<div className={styles['head']}>
						<CardKindLine row={row} />
						<TypingNames names={typingNames} />
					</div>
					<CardRowEditor row={row} />
				</>
			) : (
				<CardText row={row} isCurrent={isCurrent} cities={cities} typingNames={typingNames} />
			)}
			{card.image && <CardRowThumbnail card={card.id} image={card.image} isReachable={isCurrent} />}
			{card.document && <RowDocument card={card.id} file={card.document} isReachable={isCurrent} />}
			<RowExtras
				card={card.id}
				isReachable={isCurrent}
				mark={isWriting ? null : <RowTranslation row={row} isReachable={isCurrent} />}
				dots={isWriting ? null : <CardDots row={row} />}
			/>
			{row.links.length > 0 && <CardLinks row={row} isReachable={isCurrent} isWriting={isWriting} />}
		</div>
	)
})

/**
 * Returns the row with the current text of the card. A keystroke rerenders the components that show
 * the text before the list is notified. In a row that is being edited, only the field shows it,
 * which is bound to the document.
 */
function useRowWithText(row: OutlineRow): OutlineRow {
	const { live } = useListContext()
	const { id } = row.card
	const observed = useMemo(() => live.textOf(id), [live, id])
	const text = useInView(observed) ?? row.card.text
	return useMemo(() => (text === row.card.text ? row : { ...row, card: { ...row.card, text } }), [row, text])
}

/** The text of a card that is not being edited here, with the elements that depend on it. */
function CardText({ row: listed, isCurrent, cities, typingNames }: Omit<CardRowProps, 'isWriting'>) {
	const row = useRowWithText(listed)
	const { card } = row
	return (
		<>
			<CardButton row={row} isCurrent={isCurrent} cities={cities} typingNames={typingNames} />
			{card.isLocked && <LockLine card={card.id} isReachable={isCurrent} />}
			<TextLinks text={card.text} isReachable={isCurrent} />
		</>
	)
}

/** The dots of a card. The labels of their buttons contain its text. */
function CardDots({ row }: { row: OutlineRow }) {
	return <RowDots card={useRowWithText(row).card} />
}

function CardButton({ row, isCurrent, cities, typingNames }: Omit<CardRowProps, 'isWriting'>) {
	const { canEdit, startWriting, goTo } = useListContext()
	const { t } = useTranslation('board')
	const locale = useLocale()
	const { id, text, author, isLocked, from } = row.card
	const canWrite = canEdit && !isLocked
	const read = useReadText(id, text)
	return (
		<button
			type="button"
			data-main
			className={styles['main']}
			tabIndex={isCurrent ? 0 : -1}
			aria-disabled={!canWrite}
			// Otherwise the press would move the focus, close another card's editor, and shift this card
			// before the click.
			onMouseDown={(event) => event.preventDefault()}
			onClick={() => (canWrite ? startWriting(id) : goTo(id))}
		>
			<CardKindLine row={row} isOpen={row.isOpen} cities={cities} />
			<span className={styles['text']} dir="auto" lang={read.lang}>
				{text ? <FormattedText text={read.text} /> : <i>{t('list.emptyCard')}</i>}
			</span>
			<span className={styles['from']}>
				<span>
					{[...citiesOfCard(row.card), author, from && `↩ ${describeSource(from, locale)}`].filter(Boolean).join(' · ')}
				</span>
				<TypingNames names={typingNames} />
			</span>
		</button>
	)
}

/** The mark of a translated text (READ4). */
function RowTranslation({ row, isReachable }: { row: OutlineRow; isReachable: boolean }) {
	const { card } = useRowWithText(row)
	const read = useReadText(card.id, card.text)
	return <TranslationMark card={card.id} read={read} tabIndex={isReachable ? 0 : -1} />
}

/**
 * The links in a card's text (TEXT2). They are below the button that shows the text, since a button
 * cannot contain links.
 */
function TextLinks({ text, isReachable }: { text: string; isReachable: boolean }) {
	const { t } = useTranslation('board')
	const links = linksIn(text)
	if (links.length === 0) return null
	return (
		<ul className={styles['addresses']} aria-label={t('list.addresses')}>
			{links.map(({ text: shown, href }) => (
				<li key={href}>
					<a href={href} target="_blank" rel="noopener noreferrer" tabIndex={isReachable ? 0 : -1}>
						<Icon name="open" size={14} />
						<span>{shown}</span>
					</a>
				</li>
			))}
		</ul>
	)
}

interface CardRowThumbnailProps {
	card: string
	image: CardImage
	isReachable: boolean
}

/** A small image of a card (DETAIL2). A press opens the details, which show it larger. */
function CardRowThumbnail({ card, image: { path, alt }, isReachable }: CardRowThumbnailProps) {
	const { t } = useTranslation('board')
	const openDetails = useOpenDetails()
	const read = useReadText(textId(card, 'imageAlt'), alt)
	return (
		<button
			type="button"
			className={styles['thumbnail']}
			tabIndex={isReachable ? 0 : -1}
			title={t('details.open')}
			onMouseDown={(event) => event.preventDefault()}
			onClick={() => openDetails?.(card)}
		>
			<img src={thumbnailUrl({ path })} alt={read.text || t('image.unnamed')} loading="lazy" />
		</button>
	)
}

/** The button that opens the document of a card (CASE1). */
function RowDocument({ card, file, isReachable }: { card: string; file: CardDocument; isReachable: boolean }) {
	const { t } = useTranslation('board')
	const open = useContext(DocumentContext)
	const { name, page } = file
	return (
		<button
			type="button"
			className={styles['document']}
			tabIndex={isReachable ? 0 : -1}
			onMouseDown={(event) => event.preventDefault()}
			onClick={() => open?.(card)}
		>
			<Icon name="open" size={14} />
			{t(page ? 'document.openPage' : 'document.open', { name, page: page ?? 1 })}
		</button>
	)
}

interface RowExtrasProps {
	card: string
	isReachable: boolean
	mark: ReactNode
	dots: ReactNode
}

/**
 * The line below a card: the mark of its translation, the reactions to it, the button that opens
 * its details (DETAIL1), and its dots.
 */
function RowExtras({ card, isReachable, mark, dots }: RowExtrasProps) {
	const { t } = useTranslation('board')
	const openDetails = useOpenDetails()
	if (!openDetails) return dots
	return (
		<div className={styles['extras']}>
			{mark}
			<ReactionButtons card={card} onlyGiven />
			<ThreadMark on={card} place="row" tabIndex={isReachable ? 0 : -1} />
			<button
				type="button"
				className={styles['details']}
				tabIndex={isReachable ? 0 : -1}
				onMouseDown={(event) => event.preventDefault()}
				onClick={() => openDetails(card)}
			>
				<Icon name="message" size={14} />
				{t('details.open')}
			</button>
			{dots}
		</div>
	)
}

/** Shows that a card is locked (LOCK1), with the button that unlocks it. */
function LockLine({ card, isReachable }: { card: string; isReachable: boolean }) {
	const { canEdit, edits } = useListContext()
	const { t } = useTranslation('board')
	const deniedReason = useListDeniedReason('arrange')
	return (
		<p className={styles['locked']}>
			<Icon name="lock" size={14} />
			<span>{t('list.locked')}</span>
			{canEdit && !deniedReason && (
				<button type="button" tabIndex={isReachable ? 0 : -1} onClick={() => edits.unlock(card)}>
					{t('menu.unlock')}
				</button>
			)}
		</p>
	)
}

function TypingNames({ names }: { names: string | undefined }) {
	const { t } = useTranslation('board')
	return names ? <span className={styles['typers']}>{t('list.typing', { name: names })}</span> : null
}

interface CardKindLineProps {
	row: OutlineRow
	/** Whether this is an obstacle without a solution. */
	isOpen?: boolean
	cities?: number | undefined
}

/** A card's kind and category, with the marks of an open obstacle. */
function CardKindLine({ row: { card }, isOpen = false, cities }: CardKindLineProps) {
	const { t } = useTranslation('board')
	const [kind, ...others] = cardLabel(card, useCardNames())
	return (
		<span className={styles['kind']}>
			<KindIcon kind={card.kind} size={16} />
			<span>
				{kind}
				{others.map((name) => (
					<i key={name}> · {name}</i>
				))}
				{card.joined && <i> · {t('card.joined', { count: card.joined.length + 1 })}</i>}
			</span>
			{isOpen && (
				<span className={styles['open']}>
					{t('list.open')}
					{cities !== undefined && <b> · {t('scene.cities', { count: cities })}</b>}
				</span>
			)}
		</span>
	)
}

interface CardLinksProps {
	row: OutlineRow
	/** Whether the links are tab stops. */
	isReachable: boolean
	isWriting: boolean
}

/**
 * A card's links as text ("addresses: …"). Each link goes to the other card; while the card is
 * edited, it can be deleted.
 */
function CardLinks({ row, isReachable, isWriting }: CardLinksProps) {
	const { t } = useTranslation('board')
	return (
		<ul className={styles['links']} aria-label={t('list.links')}>
			{row.links.map((link) => (
				<CardLinkItem key={link.id} link={link} tabIndex={isReachable ? 0 : -1} isWriting={isWriting} />
			))}
		</ul>
	)
}

function CardLinkItem({ link, tabIndex, isWriting }: { link: OutlineLink; tabIndex: number; isWriting: boolean }) {
	const { edits, goTo } = useListContext()
	const { t } = useTranslation(['board', 'app'])
	const deniedReason = useListDeniedReason('link')
	const label = useLinkText()(link)
	const read = useKnownText(link.other, link.otherText)
	const text = plainText(read.text) || t('list.emptyCard')
	return (
		<li>
			<button
				type="button"
				className={styles['link']}
				tabIndex={tabIndex}
				onMouseDown={(event) => event.preventDefault()}
				onClick={() => goTo(link.other)}
			>
				<span className={styles['meaning']}>{t('app:named', { what: label, which: '' })}</span>
				<span className={styles['other']} data-kind={link.otherKind}>
					<KindIcon kind={link.otherKind} size={14} />
					<span dir="auto" lang={read.lang}>
						{text}
					</span>
				</span>
			</button>
			{isWriting && !deniedReason && (
				<button
					type="button"
					className={styles['unlink']}
					aria-label={t('list.unlink', { link: t('app:named', { what: label, which: text }) })}
					title={t('list.unlink', { link: t('app:named', { what: label, which: text }) })}
					onMouseDown={(event) => event.preventDefault()}
					onClick={() => edits.unlink(link.id)}
				>
					<Icon name="close" size={16} />
				</button>
			)}
		</li>
	)
}
