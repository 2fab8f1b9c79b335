import { type BoardDigest, CARD_KINDS, countCards, type PrivateCardCounts } from '@charrette/shared'
import { memo } from 'react'
import { Link } from 'wouter'
import type { ServerClock } from '../../connection/serverClock.ts'
import { useDigest } from '../../connection/useWorkshop.ts'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { BoardThumbnail } from '../../navigation/BoardThumbnail.tsx'
import { boardPath } from '../../navigation/paths.ts'
import { Avatars } from '../../people/Avatars.tsx'
import type { GroupStatus } from '../../people/groupStatus.ts'
import { useNow } from '../../timer/timer.ts'
import { Icon } from '../../ui/Icon.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { BoardActions, type BoardTileProps } from './BoardActions.tsx'
import styles from './BoardGrid.module.css'
import { formatAge } from './formatAge.ts'

/**
 * One board of the grid: a thumbnail, counts, the group's progress, the people at it, and its
 * actions.
 */
export const BoardTile = memo(function BoardTile(props: BoardTileProps) {
	const {
		credentials,
		board,
		digests,
		privateCards,
		clock,
		status,
		facilitator,
		people,
		isWrittenInPrivate,
		isRunning,
		isProjected,
	} = props
	const { t } = useTranslation('dashboard')
	const digest = useDigest(digests, board.id)
	// "0 cards" would be wrong while there are private cards.
	const showsEmpty = privateCards === undefined
	const cards = digest && countCards(digest)
	return (
		<li className={styles['tile']} data-projected={isProjected} data-help={status.help > 0}>
			<Link href={boardPath(credentials.workshop, board.id, 'facilitator')} className={styles['preview']}>
				<span className="visuallyHidden">{t('boards.openNamed', { board: board.title })}</span>
				<BoardFigures digest={digest} showsEmpty={showsEmpty} />
				<span className={styles['badges']}>
					{board.frozen && (
						<span className={styles['frozen']}>
							<Icon name="freeze" size={14} />
							{t('boards.frozen')}
						</span>
					)}
					{isProjected && (
						<span className={styles['projected']}>
							<Icon name="projector" size={14} />
							{t('boards.onProjector')}
						</span>
					)}
				</span>
			</Link>
			<div className={styles['meta']}>
				<h3>{board.title}</h3>
				<span>{cards !== null && (cards > 0 || showsEmpty) && t('boards.cards', { count: cards })}</span>
			</div>
			<BoardActivity
				digest={digest}
				privateCards={privateCards}
				showsWriters={isRunning && board.group !== null && !isWrittenInPrivate}
				status={status}
				clock={clock}
			/>
			<div className={styles['people']}>
				{people.length > 0 && <Avatars people={people} max={4} />}
				{isRunning && !board.isApart && status.people > 0 && (
					<span>{t('boards.online', { online: status.online, people: status.people })}</span>
				)}
				{facilitator && <small className={styles['facilitator']}>{facilitator}</small>}
			</div>
			<BoardActions {...props} />
		</li>
	)
}, areSameTiles)

/** A tile is not rendered for people at other boards (FAN6). */
function areSameTiles(one: BoardTileProps, other: BoardTileProps): boolean {
	const { people, status, ...rest } = one
	const { members: _, ...counts } = status
	const same = <Props extends object>(before: Props, after: Props) =>
		(Object.keys(before) as (keyof Props)[]).every((name) => before[name] === after[name])
	const areSamePeople = people.length === other.people.length && same(people, other.people)
	// The members of a group are those of the workshop.
	return areSamePeople && same(counts, other.status as typeof counts) && same(rest, other as typeof rest)
}

const REFRESH_MS = 15_000

interface BoardActivityProps {
	digest: BoardDigest | null
	/** The number of private cards on the board. */
	privateCards: PrivateCardCounts | undefined
	/**
	 * Whether to show the number of members who have written. It is not shown for a plenary board,
	 * nor during private writing.
	 */
	showsWriters: boolean
	status: GroupStatus
	clock: ServerClock
}

/**
 * A group's progress: help requests, members who are done, private cards, members who have
 * written, new cards, and the last change.
 */
function BoardActivity({ digest, privateCards, showsWriters, status, clock }: BoardActivityProps) {
	const { t } = useTranslation('dashboard')
	const language = useLanguage()
	const now = useNow(clock, REFRESH_MS)
	const { members, people, done, help } = status
	const written = digest?.writers.filter((writer) => members.has(writer)).length ?? people
	const ago = digest?.touchedAt ? (formatAge(now - digest.touchedAt, language) ?? t('tile.justNow')) : null
	return (
		<p className={styles['activity']}>
			{help > 0 && (
				<span className={styles['help']}>
					<Icon name="raised" size={14} />
					{t('tile.help', { count: help })}
				</span>
			)}
			{done > 0 && (
				<span className={styles['done']}>
					<Icon name="check" size={14} />
					{t('tile.done', { done, people })}
				</span>
			)}
			{privateCards && privateCards.cards > 0 && (
				<span className={styles['private']}>
					<Icon name="lock" size={14} />
					{t('tile.privateCards', {
						cards: t('boards.cards', { count: privateCards.cards }),
						people: t('header.people', { count: privateCards.people }),
					})}
				</span>
			)}
			{privateCards?.unsent && (
				<span className={styles['private']}>
					<Icon name="lock" size={14} />
					{t('controls.unsentCards', { count: privateCards.unsent })}
				</span>
			)}
			{showsWriters && written < people && <span>{t('tile.written', { written, people })}</span>}
			{digest && digest.fresh > 0 && (
				<span title={t('tile.fresh', { count: digest.fresh })}>
					<span aria-hidden="true">+{digest.fresh}</span>
					<span className="visuallyHidden">{t('tile.fresh', { count: digest.fresh })}</span>
				</span>
			)}
			{ago && <span className={styles['ago']}>{t('tile.changed', { ago })}</span>}
		</p>
	)
}

interface BoardFiguresProps {
	digest: BoardDigest | null
	/** Whether to say that a board without cards is empty. */
	showsEmpty: boolean
}

/** A board's thumbnail, the number of cards of each kind, and the number of answered obstacles. */
function BoardFigures({ digest, showsEmpty }: BoardFiguresProps) {
	const { t } = useTranslation(['dashboard', 'app'])
	const kinds = CARD_KINDS.flatMap((kind) => (digest?.cards[kind] ? [{ kind, count: digest.cards[kind] }] : []))
	const coverage = digest?.coverage
	return (
		<span className={styles['summary']}>
			<BoardThumbnail digest={digest} className={styles['thumbnail']} />
			{showsEmpty && digest && countCards(digest) === 0 && (
				<span className={styles['empty']}>
					<span>{t('boards.noCards')}</span>
				</span>
			)}
			<span className={styles['legend']}>
				{kinds.map(({ kind, count }) => (
					<span key={kind} data-kind={kind} title={t(`app:kinds.${kind}`)}>
						<KindIcon kind={kind} size={14} />
						{count}
						<span className="visuallyHidden">{t(`app:kinds.${kind}`)}</span>
					</span>
				))}
			</span>
			{coverage && coverage.obstacles > 0 && (
				<span className={styles['coverage']} title={t('boards.answered', { ...coverage })}>
					<span className={styles['meter']} aria-hidden="true">
						<i style={{ width: `${(100 * coverage.answered) / coverage.obstacles}%` }} />
					</span>
					<span className="visuallyHidden">{t('boards.answered', { ...coverage })}</span>
				</span>
			)}
		</span>
	)
}
