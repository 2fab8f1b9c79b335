import {
	type Activity,
	BoardProjection,
	findBoard,
	isCard,
	type PlenaryBody,
	type PlenaryResult,
	type Workshop,
} from '@charrette/shared'
import { joinCards } from '../boardParts/joinCards.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useReadText } from '../reading/useReading.tsx'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import type { LiveBoard } from '../sync/observeBoard.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { useSave } from '../ui/useSave.ts'
import type { ComparedCard } from './comparedCards.ts'
import { linkedPairs, linkSame, linksByCard } from './linkedPairs.ts'
import { sendSame } from './sendSame.ts'
import { MAX_SORTED } from './sortCards.ts'
import styles from './sorting.module.css'
import type { SameCardGroups } from './useSameCards.ts'

/** Groups that are listed at a time; others follow as these are joined, linked or kept. */
const MAX_LISTED = 50

type Group = readonly ComparedCard[]

interface SameCardsProps {
	same: SameCardGroups
	/** Whether the cards of the groups’ boards are compared, too (JOIN4). */
	isAcrossBoards: boolean
	workshop: Workshop
	document: BoardDocument
	live: LiveBoard
	/** What the phase allows this person to do (RUN5). */
	activities: ReadonlySet<Activity>
	/** Sends cards to the open board, which is the plenary board. */
	send: (body: PlenaryBody) => Promise<PlenaryResult>
}

/** Cards that say nearly the same (SORT6), to join, to link or to keep as they are. */
export function SameCards({ same, isAcrossBoards, workshop, ...shared }: SameCardsProps) {
	const { t } = useTranslation(['panels', 'board'])
	const { live, activities } = shared
	const shown = live.shown()
	const links = linksByCard(shown)
	const isHere = ({ id }: ComparedCard) => isCard(shown.get(id))
	const open = (same.groups ?? []).filter(
		(group) => !group.every(isHere) || linkedPairs(idsOf(group), links).missing.length > 0,
	)
	if (open.length === 0 && !isAcrossBoards) return null
	const denied = (['link', 'arrange'] as const).filter((activity) => !activities.has(activity))
	return (
		<section className={styles['same']}>
			<h3>{t('sorting.same', { count: open.length })}</h3>
			{isAcrossBoards && <AcrossNotes same={same} isEmpty={open.length === 0} />}
			{open.length > 0 &&
				denied.map((activity) => (
					<p key={activity} className={styles['lead']}>
						{t(`board:statusBar.denied.${activity}`)}
					</p>
				))}
			{open.slice(0, MAX_LISTED).map((group) => (
				<SameGroup
					key={idsOf(group).join(' ')}
					{...{ group, isHere, ...shared }}
					titleOf={(card) => placeOf(card, workshop) ?? (isAcrossBoards ? t('sorting.here') : '')}
					keep={() => same.keep(group)}
				/>
			))}
		</section>
	)
}

const idsOf = (group: Group) => group.map(({ id }) => id)

/** Returns the title of the board that a card is on; null for the open one. */
const placeOf = ({ board }: ComparedCard, workshop: Workshop) =>
	board && (findBoard(workshop, board)?.board.title ?? '')

/** What was compared on the plenary board. */
function AcrossNotes({ same: { groups, unread, isPartial }, isEmpty }: { same: SameCardGroups; isEmpty: boolean }) {
	const { t } = useTranslation('panels')
	return (
		<>
			<p className={styles['lead']} role="status">
				{groups === null ? t('sorting.readingBoards') : t(isEmpty ? 'sorting.acrossNone' : 'sorting.across')}
			</p>
			{unread > 0 && <p className={styles['lead']}>{t('sorting.unread', { count: unread })}</p>}
			{isPartial && <p className={styles['lead']}>{t('sorting.partial', { count: MAX_SORTED })}</p>}
		</>
	)
}

interface SameGroupProps extends Pick<SameCardsProps, 'document' | 'live' | 'activities' | 'send'> {
	group: Group
	/** Whether the open board has a card. */
	isHere: (card: ComparedCard) => boolean
	titleOf: (card: ComparedCard) => string
	keep: () => void
}

function SameGroup({ group, isHere, titleOf, keep, document, live, activities, send }: SameGroupProps) {
	const { t } = useTranslation(['panels', 'board'])
	const showToast = useToast()
	const attempt = useAttempt()
	const [isSaving, save] = useSave()
	const areHere = group.every(isHere)
	const announce = (text: string, undo: () => void) =>
		showToast(text, 'note', { label: t('board:tools.undo'), onChoose: undo })
	const link = () => {
		const undo = linkSame(document, live.shown(), idsOf(group))
		if (undo) announce(t('sorting.linked'), undo)
	}
	const join = async () => {
		const sent = await attempt(() => sendSame({ records: document.records, send }, group))
		if (!sent) return
		// The panel may be closed by now, and its board with it.
		const projection = new BoardProjection(document.records)
		projection.readAll()
		const undo = joinCards(document, projection.shown, idsOf(group))
		if (undo) announce(t(sent.length > 0 ? 'sorting.sentAndJoined' : 'sorting.joined'), undo)
		else if (!areHere) showToast(t('sorting.notJoined'))
	}
	return (
		<div className={styles['suggestion']}>
			<ul className={styles['cards']}>
				{group.map((card) => (
					<SameCard key={card.id} {...{ card, live }} title={titleOf(isHere(card) ? { ...card, board: null } : card)} />
				))}
			</ul>
			<p className={styles['actions']}>
				<Button size="small" busy={isSaving} disabled={!activities.has('arrange')} onClick={() => save(join)}>
					{t(areHere ? 'sorting.join' : 'sorting.sendAndJoin')}
				</Button>
				{areHere && (
					<Button size="small" disabled={!activities.has('link')} onClick={link}>
						{t('sorting.link')}
					</Button>
				)}
				<Button size="small" variant="quiet" onClick={keep}>
					{t('sorting.keep')}
				</Button>
			</p>
		</div>
	)
}

function SameCard({ card, title, live }: { card: ComparedCard; title: string; live: LiveBoard }) {
	const record = live.shown().get(card.id)
	const { text: original, city } = isCard(record) ? record.props : card
	const { text, lang } = useReadText(card.id, original, isCard(record) ? undefined : (card.board ?? undefined))
	const place = [city, title].filter(Boolean).join(' · ')
	return (
		<li>
			<span dir="auto" lang={lang}>
				{text} {place && <small>{place}</small>}
			</span>
		</li>
	)
}
