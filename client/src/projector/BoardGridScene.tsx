import { type Board, type BoardContent, plenaryOf } from '@charrette/shared'
import {
	type CSSProperties,
	type RefObject,
	useLayoutEffect,
	useMemo,
	useRef,
	useState,
	useSyncExternalStore,
} from 'react'
import { KindCounts } from '../boardParts/KindCounts.tsx'
import { useBoardContents } from '../boardParts/useBoardContents.ts'
import type { Observable } from '../connection/observable.ts'
import { type Digests, useDigest } from '../connection/useWorkshop.ts'
import { useProjectedTranslations } from '../reading/useProjectedTranslations.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import styles from './BoardGridScene.module.css'
import { boardRows } from './boardRows.ts'
import { boardTitle, sessionLines, titleLines, useProjectorTexts } from './projectorTexts.ts'
import { SceneFrame, type SceneProps, type SessionSceneProps, TextLines, TranslatedLines } from './SceneFrame.tsx'
import { useSlideshow } from './slideshow.ts'

/**
 * Maximum number of boards on a page. With more, card texts would be too small, so boards are shown
 * page by page.
 */
const MAX_ON_PAGE = 6

/**
 * All boards of a session, each with its counts, and as many of its cards and links as fit at a
 * readable size.
 */
export function BoardGridScene({ credentials, digests, session, isRunning, ...props }: SessionSceneProps) {
	const { boards } = session
	const grouped = boards.filter((board) => board.group !== null)
	const plenary = plenaryOf(session)
	const all = grouped.length > 0 ? grouped : plenary ? [plenary] : boards
	const pages = Math.max(1, Math.ceil(all.length / MAX_ON_PAGE))
	const onPage = Math.ceil(all.length / pages)
	const { slide } = useSlideshow({ parts: 1, slides: pages, steps: props.steps })
	const shown = all.slice(slide * onPage, (slide + 1) * onPage)
	const contents = useBoardContents(credentials, shown, { digests, isLive: isRunning })
	const { columns, rows } = fitGrid(onPage, useWindowAspect())
	const lines = isRunning ? titleLines(props.workshop) : sessionLines(session, props.workshop)
	return (
		<SceneFrame {...props} title={<TextLines lines={lines} />} position={{ at: slide, count: pages }}>
			<ul
				className={styles['grid']}
				style={{
					gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
					gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
				}}
			>
				{shown.map((board) => (
					<GridBoard
						key={board.id}
						board={board}
						digests={digests}
						content={contents.get(board.id) ?? null}
						workshop={props.workshop}
						columns={columnsOn(columns)}
					/>
				))}
			</ul>
		</SceneFrame>
	)
}

interface GridBoardProps extends Pick<SceneProps, 'workshop'> {
	board: Board
	digests: Observable<Digests>
	/** Null until it arrives. */
	content: BoardContent | null
	/** The number of columns of cards. */
	columns: number
}

/** No screen fits more cards than this. */
const MAX_ROWS = 60

/** Returns the number of columns of cards on each of several boards side by side. */
export const columnsOn = (boards: number) => Math.max(1, Math.round(3 / boards))

function GridBoard({ board, digests, content, workshop, columns }: GridBoardProps) {
	const texts = useProjectorTexts(workshop)
	const digest = useDigest(digests, board.id)
	const seen = useSeenCards(content)
	const all = content ? boardRows(content, seen) : []
	const rows = all.slice(0, MAX_ROWS)
	const asked = useMemo(
		() => content?.cards.map(({ id, text }) => ({ board: board.id, id, text })) ?? [],
		[content, board.id],
	)
	const translationOf = useProjectedTranslations(asked)
	const list = useRef<HTMLUListElement>(null)
	const more = useHiddenRows(list, rows) + all.length - rows.length
	return (
		<li className={styles['board']}>
			<h2 className={styles['name']}>
				<span>{boardTitle(board.title, workshop)}</span>
				<span className={styles['counts']}>{digest && <KindCounts cards={digest.cards} />}</span>
			</h2>
			{content?.cards.length === 0 && (
				<p className={styles['empty']}>
					<TextLines lines={texts.map(({ locale, t }) => ({ locale, text: t('boards.noCards') }))} />
				</p>
			)}
			<ul ref={list} className={styles['rows']} style={{ '--columns': columns } as CSSProperties}>
				{rows.map(({ id, kind, text, isAnswer }) => (
					<li key={id} data-kind={kind} data-answer={isAnswer} dir="auto">
						<KindIcon kind={kind} />
						<TranslatedLines text={text} translation={translationOf({ board: board.id, id, text })} />
					</li>
				))}
			</ul>
			{more > 0 && (
				<p className={styles['more']}>
					{texts.map(({ locale, t }) => (
						<span key={locale} lang={locale}>
							{t('scenes.moreCards', { count: more })}
						</span>
					))}
				</p>
			)}
		</li>
	)
}

/** Hides the rows that do not fit, which are in columns outside the list; returns their number. */
function useHiddenRows(list: RefObject<HTMLUListElement | null>, rows: readonly unknown[]): number {
	const [hidden, setHidden] = useState(0)
	useLayoutEffect(() => {
		const shown = list.current
		if (!shown || rows.length === 0) return setHidden(0)
		const measure = () => {
			const { left, right } = shown.getBoundingClientRect()
			const isCut = (row: Element) => {
				const { left: from, right: to } = row.getBoundingClientRect()
				return from >= right || to <= left
			}
			const cut = [...shown.children].filter(isCut)
			for (const row of shown.children) row.toggleAttribute('data-cut', cut.includes(row))
			setHidden(cut.length)
		}
		const observer = new ResizeObserver(measure)
		observer.observe(shown)
		measure()
		return () => observer.disconnect()
	}, [list, rows])
	return hidden
}

interface SeenCards {
	content: BoardContent | null
	/** The number of updates since the first cards. */
	count: number
	seen: ReadonlyMap<string, number>
}

/**
 * Returns a number for each card by the update in which it first appeared: 0 for the initial cards.
 */
function useSeenCards(content: BoardContent | null): ReadonlyMap<string, number> {
	const [last, setLast] = useState<SeenCards>({ content: null, count: 0, seen: new Map() })
	if (!content || content === last.content) return last.seen
	const count = last.seen.size === 0 ? 0 : last.count + 1
	const seen = new Map(last.seen)
	for (const { id } of content.cards) if (!seen.has(id)) seen.set(id, count)
	setLast({ content, count, seen })
	return seen
}

/** The best aspect ratio of a board. */
const BEST_ASPECT = 1.5

/**
 * Returns the grid in which `count` boards are largest on a screen of this aspect ratio (width to
 * height).
 */
export function fitGrid(count: number, aspect: number): { columns: number; rows: number } {
	let best = { columns: 1, rows: Math.max(1, count), size: 0 }
	for (let columns = 1; columns <= count; columns++) {
		const rows = Math.ceil(count / columns)
		const [w, h] = [aspect / columns, 1 / rows]
		const size = Math.min(w, h * BEST_ASPECT)
		if (size > best.size) best = { columns, rows, size }
	}
	return { columns: best.columns, rows: best.rows }
}

/** Returns the window's aspect ratio; the component rerenders when it changes. */
function useWindowAspect(): number {
	return useSyncExternalStore(subscribe, () => window.innerWidth / Math.max(1, window.innerHeight))
}

function subscribe(onChange: () => void): () => void {
	window.addEventListener('resize', onChange)
	return () => window.removeEventListener('resize', onChange)
}
