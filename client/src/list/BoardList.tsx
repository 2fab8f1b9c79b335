import { type BoardContent, type BoardId, displayNames, findParticipant, type Workshop } from '@charrette/shared'
import {
	type ReactNode,
	type RefObject,
	useCallback,
	useEffect,
	useLayoutEffect,
	useMemo,
	useRef,
	useState,
	useSyncExternalStore,
} from 'react'
import type { Credentials } from '../connection/credentials.ts'
import type { Person } from '../connection/useWorkshop.ts'
import { useImport } from '../import/useImport.tsx'
import type { BoardDocument } from '../sync/openBoardDocument.ts'
import type { UndoHistory } from '../sync/undoHistory.ts'
import type { MenuItem } from '../ui/Menu.tsx'
import type { BoardPosition } from '../workshop/boardView.ts'
import { useActivities } from '../workshop/useActivities.ts'
import { BoardAnnouncer } from './BoardAnnouncer.tsx'
import { Composer, useComposer } from './Composer.tsx'
import type { FollowedBoard } from './followBoard.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { ListBanner } from './ListBanner.tsx'
import { ListContext, type ListContextValue, useListActions } from './ListContext.ts'
import { ListHeader } from './ListHeader.tsx'
import { ListSearchRow, useListSearch, useSearchNavigation } from './ListSearch.tsx'
import styles from './list.module.css'
import { createListEdits, type ListEdits } from './listEdits.ts'
import { Outline } from './Outline.tsx'
import { filterOutline, type OutlineGroup, type Pins, useContent, useFollowedBoard, useOutline } from './outline.ts'
import { useBoardPosition, useListFocus, useListPresence, useTypingNames } from './useListFocus.ts'

export interface BoardListProps {
	document: BoardDocument
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	board: BoardId
	/** The name of this person's group. */
	group: string
	/** The way to that group's board, if this is another one. */
	onMove: (() => void) | null
	/** What else is to be said of the board just now. */
	notice: ReactNode
	position: BoardPosition
	/** What there is to do now. */
	phaseBar: ReactNode
	/** The way to the board's other views. */
	viewSwitch: ReactNode
	/** What one says to the others: done, or help. */
	signals: ReactNode
	/** What can be taken home of the board. */
	exportItems: readonly MenuItem[]
	/** Leads to what was kept of the board. */
	onHistory: () => void
	/** How the board is shared, beside the code. */
	sharing: ReactNode
	children?: ReactNode
}

/** A board as an outline: cluster, card, links; read and written live, without a canvas. */
export function BoardList(props: BoardListProps) {
	const followed = useFollowedBoard(props.document.records)
	return followed && <FollowedList {...props} followed={followed} />
}

function FollowedList(props: BoardListProps & { followed: FollowedBoard }) {
	const { document, credentials, workshop, board, position, followed, children } = props
	const page = useRef<HTMLDivElement>(null)
	const canEdit = useSyncExternalStore(document.canWrite.subscribe, document.canWrite.get)
	const activities = useActivities(credentials.role, workshop)
	const [pins, pin] = usePins()
	const [linking, setLinking] = useState<string | null>(null)
	const edits = useEdits(props)
	const bringIn = useImport({ credentials, workshop, board, onRemoveRecords: edits.removeRecords })
	const content = useContent(followed, useNames(workshop))
	const find = useListSearch({ content, board: followed, participant: credentials.participant })
	const { outline, cards } = useListedCards(useOutline(content, pins), find.visibleIds)
	const { navigation: ways, ...at } = useListFocus(page)
	const moves = useSearchNavigation(ways, find.keep)
	const composing = useComposer({ board, document, edits, onAdded: moves.showAll })
	const actions = useListActions({ document, edits, activities, navigation: moves, cards, pin })
	const clusters = useClusters(content)
	const typers = useTypingNames(document.awareness)
	const { recoverText } = composing
	const list = useMemo<ListContextValue>(
		() => ({
			document,
			edits,
			canEdit,
			activities,
			clusters,
			...moves,
			...actions,
			openLinkDialog: setLinking,
			recoverText,
		}),
		[document, edits, canEdit, activities, clusters, moves, actions, recoverText],
	)
	const idOf = (card: string | null) => cards.find(({ id }) => id === card)?.id ?? null
	const current = idOf(at.current) ?? cards[0]?.id ?? null
	const writing = canEdit ? idOf(at.writing) : null

	useVisibleHeight(page)
	useBoardPosition(position, cards, { ...at, navigation: moves })
	useListPresence(document, { current: idOf(at.current), writing: activities.has('write') ? writing : null })
	useUndoKeys(canEdit ? document.undo : null)
	return (
		<ListContext value={list}>
			<div ref={page} className={styles['page']}>
				<ListHeader {...props} canEdit={canEdit} onImport={() => bringIn.open()} find={find} />
				<ListBanner {...props} canEdit={canEdit} isWriting={writing !== null} />
				{find.isOpen && (
					<ListSearchRow
						find={find}
						cards={cards}
						count={content.cards.length}
						onEnter={(card) => moves.goTo(card.id)}
					/>
				)}
				<Outline
					groups={outline}
					isNarrowed={find.visibleIds !== null}
					current={current}
					writing={writing}
					typers={typers}
				/>
				{canEdit && <Composer {...composing} />}
				<BoardAnnouncer records={document.records} awareness={document.awareness} content={content} />
				{linking && canEdit && <LinkDialog card={linking} content={content} onDone={() => setLinking(null)} />}
				{bringIn.dialog}
				{children}
			</div>
		</ListContext>
	)
}

/** What is listed of the outline, and its cards in the order of the list. */
function useListedCards(outline: readonly OutlineGroup[], seen: ReadonlySet<string> | null) {
	return useMemo(() => {
		const listed = filterOutline(outline, seen)
		return { outline: listed, cards: listed.flatMap(({ rows }) => rows.map(({ card }) => card)) }
	}, [outline, seen])
}

function usePins(): [pins: Pins, pin: (card: string, below: string) => void] {
	const [pins, setPins] = useState<Pins>(new Map())
	return [pins, useCallback((card: string, below: string) => setPins((was) => new Map(was).set(card, below)), [])]
}

function useEdits({
	document,
	credentials,
	workshop,
	followed,
}: BoardListProps & { followed: FollowedBoard }): ListEdits {
	const { participant } = credentials
	const city = (participant && findParticipant(workshop, participant)?.city) ?? ''
	return useMemo(
		() =>
			createListEdits({
				records: document.records,
				board: followed,
				undo: document.undo,
				author: { id: participant, city: city ?? '' },
				canWrite: document.canWrite.get,
			}),
		[document, followed, participant, city],
	)
}

/** The names of the people, by participant; the same object until a name changes. */
function useNames(workshop: Workshop): ReadonlyMap<string, string> {
	const roster = JSON.stringify(displayNames(workshop))
	return useMemo(() => new Map(JSON.parse(roster) as [string, string][]), [roster])
}

/** The board's clusters; the same object until a title changes. */
function useClusters({ clusters }: BoardContent): { id: string; title: string }[] {
	const titles = JSON.stringify(clusters.map(({ id, title }) => ({ id, title })))
	return useMemo(() => JSON.parse(titles) as { id: string; title: string }[], [titles])
}

/** Ctrl or Cmd with Z undoes one's last step, wherever no text is being written; nothing while one may only look. */
function useUndoKeys(undo: UndoHistory | null): void {
	useEffect(() => {
		if (!undo) return undefined
		const onKeyDown = (event: KeyboardEvent) => {
			const isText = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
			if (isText || event.altKey || !(event.ctrlKey || event.metaKey)) return
			const key = event.key.toLowerCase()
			if (key !== 'z' && !(key === 'y' && event.ctrlKey)) return
			event.preventDefault()
			if (key === 'y' || event.shiftKey) undo.redo()
			else undo.undo()
		}
		window.addEventListener('keydown', onKeyDown)
		return () => window.removeEventListener('keydown', onKeyDown)
	}, [undo])
}

/** Keeps an element as high as what is seen of the page: a phone's keyboard lies over it, and would cover what one writes. */
function useVisibleHeight(element: RefObject<HTMLElement | null>): void {
	useLayoutEffect(() => {
		const view = window.visualViewport
		if (!view) return undefined
		const fit = () => {
			const { style } = element.current ?? {}
			// Pinched larger, the page is looked at more closely, not covered.
			if (!style || view.scale > 1.01) return
			style.top = `${view.offsetTop}px`
			style.height = `${view.height}px`
		}
		fit()
		view.addEventListener('resize', fit)
		view.addEventListener('scroll', fit)
		return () => {
			view.removeEventListener('resize', fit)
			view.removeEventListener('scroll', fit)
		}
	}, [element])
}
