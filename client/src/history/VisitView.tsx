import {
	type Board,
	type BoardId,
	countChanges,
	FACILITATOR,
	findBoard,
	groupBy,
	type LastVisits,
	type NewMessage,
	roundTitle,
} from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { Link } from 'wouter'
import { fetchNews, fetchVisitChanges } from '../connection/api/snapshots.ts'
import { readLastVisits } from '../connection/lastVisits.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useLanguage, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { boardPath, cardPath } from '../navigation/paths.ts'
import { messagePath } from '../threads/messageLink.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Select } from '../ui/Select.tsx'
import { ChangeLists } from './ChangeLists.tsx'
import { formatDateTime } from './snapshotTexts.ts'
import { FailureNote } from './Timeline.tsx'
import styles from './visit.module.css'

const DAY_MS = 24 * 60 * 60 * 1000
/** What the page shows: the changes since the last visit, or of some time. */
const PERIODS = { visit: null, day: DAY_MS, week: 7 * DAY_MS } as const
type Period = keyof typeof PERIODS

/** Boards whose changes are fetched before the person asks for them. */
const OPEN_FIRST = 2

interface VisitViewProps {
	/** Shows a card of the open board, or null for the board. */
	onShow: (card: string | null) => void
}

/**
 * What others have changed since a person's last visit (VISIT2): the changes of each board, the
 * messages of its threads, and votes. The changes of a board are fetched when it is opened here.
 */
export function VisitView({ onShow }: VisitViewProps) {
	const { credentials, workshop, clock } = useBoardPlace()
	const { t } = useTranslation('history')
	const language = useLanguage()
	const [opened] = useState(() => ({ now: clock.now(), last: readLastVisits(credentials, 'before') }))
	const [period, setPeriod] = useState<Period>('visit')
	const ms = PERIODS[period]
	const since = useMemo<LastVisits>(
		() => (ms === null && opened.last) || { boards: {}, workshop: Math.floor(opened.now - (ms ?? 0)) },
		[ms, opened],
	)
	const news = useQuery({
		queryKey: ['news', credentials.token, since],
		queryFn: () => fetchNews(credentials, since),
	})
	const failure = queryFailure(news)
	const heading = useRef<HTMLHeadingElement>(null)
	// Keyboard and screen reader users start at the top of the page.
	useEffect(() => heading.current?.focus(), [])
	const boards = (news.data?.boards ?? []).flatMap((id) => findBoard(workshop, id) ?? [])
	const votes = useVotesSince(since.workshop)
	return (
		<main className={styles['page']}>
			<header className={styles['head']}>
				<h1 ref={heading} tabIndex={-1}>
					{t('visit.title')}
				</h1>
				<Button size="small" variant="quiet" icon="close" onClick={() => onShow(null)}>
					{t('back')}
				</Button>
			</header>
			<div className={styles['period']}>
				<p>{t('visit.since', { when: formatDateTime(since.workshop, language) })}</p>
				<Select
					label={t('visit.period')}
					value={period}
					options={(Object.keys(PERIODS) as Period[]).map((value) => ({ value, label: t(`visit.periods.${value}`) }))}
					onChange={setPeriod}
				/>
			</div>
			<p className={styles['note']} role="status">
				{news.data
					? boards.length > 0 || votes
						? t('visit.boards', { count: boards.length })
						: t('visit.none')
					: t('comparing')}
			</p>
			{failure && !news.data && <FailureNote failure={failure} onRetry={() => void news.refetch()} />}
			{votes}
			{[...groupBy(boards, ({ session }) => session)].map(([session, listed]) => (
				<Fragment key={session.id}>
					<h2 dir="auto">{session.title}</h2>
					{listed.map((found) => (
						<BoardNews
							key={`${found.board.id} ${period}`}
							board={found.board}
							since={since.boards[found.board.id] ?? since.workshop}
							isFirst={boards.indexOf(found) < OPEN_FIRST}
							onShow={onShow}
						/>
					))}
				</Fragment>
			))}
		</main>
	)
}

interface BoardNewsProps extends VisitViewProps {
	board: Board
	since: number
	isFirst: boolean
}

/** The changes of one board. */
function BoardNews({ board, since, isFirst, onShow }: BoardNewsProps) {
	const { credentials, workshop, board: here } = useBoardPlace()
	const { t } = useTranslation('history')
	const [isOpen, setOpen] = useState(isFirst)
	const query = useQuery({
		queryKey: ['visitChanges', credentials.token, board.id, since],
		queryFn: ({ signal }) => fetchVisitChanges(credentials, board.id, since, signal),
		enabled: isOpen,
		gcTime: 0,
	})
	const { data } = query
	const failure = queryFailure(query)
	const count = data ? countChanges(data.changes) + data.messages.length : 0
	const linkTo = (card: string, text: ReactNode) => (
		<Link
			href={cardPath(workshop.id, { board: board.id, card }, credentials.role)}
			onClick={() => board.id === here && onShow(card)}
		>
			{text}
		</Link>
	)
	const linkToMessage = ({ on, message, text }: NewMessage) => (
		<Link
			href={messagePath(workshop.id, { board: board.id, card: on.id ?? null, message }, credentials.role)}
			onClick={() => board.id === here && on.id && onShow(on.id)}
		>
			{text}
		</Link>
	)
	return (
		<details className={styles['board']} open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
			<summary>
				<h3 dir="auto">{board.title}</h3>
				{data && <small className={styles['count']}>{t('visit.changes', { count })}</small>}
			</summary>
			{!data && !failure && <p className={styles['note']}>{t('comparing')}</p>}
			{failure && !data && <FailureNote failure={failure} onRetry={() => void query.refetch()} />}
			{data && count === 0 && <p className={styles['note']}>{t('visit.only')}</p>}
			{data && <Messages messages={data.messages} linkTo={linkToMessage} />}
			{data && (
				<ChangeLists changes={data.changes} people={workshop.participants} cardSelection={null} linkTo={linkTo} />
			)}
			<OpenBoardLink board={board.id} onShow={onShow} />
		</details>
	)
}

function OpenBoardLink({ board, onShow }: VisitViewProps & { board: BoardId }) {
	const { credentials, workshop, board: here } = useBoardPlace()
	const { t } = useTranslation('history')
	return (
		<Link
			className={styles['open']}
			href={boardPath(workshop.id, board, credentials.role)}
			onClick={() => board === here && onShow(null)}
		>
			{t('visit.open')}
			<Icon name="arrowRight" size={16} />
		</Link>
	)
}

interface MessagesProps {
	messages: readonly NewMessage[]
	linkTo: (message: NewMessage) => ReactNode
}

/** The new messages of a board's threads. */
function Messages({ messages, linkTo }: MessagesProps) {
	const { t } = useTranslation('history')
	const language = useLanguage()
	if (messages.length === 0) return null
	const nameOf = (author: string | undefined) => (author === FACILITATOR ? t('facilitator') : author)
	return (
		<section className={styles['messages']}>
			<h4>
				{t('visit.messages')} <span>{messages.length}</span>
			</h4>
			<ul>
				{messages.map((message) => (
					<li key={message.message}>
						<span dir="auto">{linkTo(message)}</span>
						<small>{[nameOf(message.author), formatDateTime(message.at, language)].filter(Boolean).join(' · ')}</small>
					</li>
				))}
			</ul>
		</section>
	)
}

/** Returns the votes that were opened or closed since a time; null if there are none. */
function useVotesSince(since: number): ReactNode {
	const { workshop } = useBoardPlace()
	const { t } = useTranslation('history')
	const locale = useLocale()
	const votes = (workshop.rounds ?? []).flatMap((round) => {
		const { state, openedAt, closedAt } = round
		return state !== 'cancelled' && (closedAt ?? openedAt) > since ? [{ round, state }] : []
	})
	if (votes.length === 0) return null
	return (
		<section className={styles['votes']}>
			<h2>{t('visit.votes')}</h2>
			<ul>
				{votes.map(({ round, state }) => (
					<li key={round.id}>{t(`visit.vote.${state}`, { title: roundTitle(round, locale) })}</li>
				))}
			</ul>
		</section>
	)
}
