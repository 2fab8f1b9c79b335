import { type BoardContent, type BoardId, findParticipant, type Workshop } from '@charrette/shared'
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
import type { BoardDocument } from '../sync/BoardDocument.ts'
import type { UndoHistory } from '../sync/undoHistory.ts'
import type { MenuItem } from '../ui/Menu.tsx'
import type { BoardPosition } from '../workshop/boardView.ts'
import { useActivities } from '../workshop/useActivities.ts'
import { useDisplayNames } from '../workshop/useDisplayNames.ts'
import { BoardAnnouncer } from './BoardAnnouncer.tsx'
import { Composer, useComposer } from './Composer.tsx'
import { type FollowedBoard, useContent, useFollowedBoard } from './followBoard.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { ListBanner } from './ListBanner.tsx'
import { ListContext, type ListContextValue, useListActions } from './ListContext.ts'
import { ListHeader } from './ListHeader.tsx'
import { ListSearchRow, useListSearch, useSearchNavigation } from './ListSearch.tsx'
import styles from './list.module.css'
import { createListEdits, type ListEdits } from './listEdits.ts'
import { Outline } from './Outline.tsx'
import { filterOutline, type OutlineGroup, type Pins, useOutline } from './outline.ts'
import { useBoardPosition, useListFocus, useListPresence, useTypingNames } from './useListFocus.ts'

export interface BoardListProps {
	document: BoardDocument
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	board: BoardId
	/** The name of this person's group. */
	group: string
	/** Goes to that group's board; null while it is the open one. */
	onMove: (() => void) | null
	/** A notice about private writing; null where there is none. */
	notice: ReactNode
	/** The way to other boards and back. */
	walk: ReactNode
	/** The card this person is at, shared with the board's other view. */
	position: BoardPosition
	/** The session's status bar. */
	statusBar: ReactNode
	/** The switch to the board's other view. */
	viewSwitch: ReactNode
	/** The buttons "done" and "help". */
	signals: ReactNode
	/** The menu items that export the board. */
	exportItems: readonly MenuItem[]
	/** Opens the version history. */
	onHistory: () => void
	/** Further ways to share the board, in the invite dialog. */
	sharing: ReactNode
	children?: ReactNode
}

/** A board as a list of clusters, cards and links, read and edited live without a canvas. */
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
	const importDialog = useImport({ credentials, workshop, board, onRemoveRecords: edits.removeRecords })
	const content = useContent(followed, useDisplayNames(workshop))
	const search = useListSearch({ content, board: followed, participant: credentials.participant })
	const { outline, cards } = useListedCards(useOutline(content, pins), search.visibleIds)
	const { navigation: focusNavigation, ...at } = useListFocus(page)
	const navigation = useSearchNavigation(focusNavigation, search.pinVisible)
	const composer = useComposer({ board, document, edits, onAdded: navigation.showAll })
	const actions = useListActions({ document, edits, activities, navigation, cards, pin })
	const clusters = useClusters(content)
	const typingNames = useTypingNames(document.awareness)
	const { recoverText } = composer
	const list = useMemo<ListContextValue>(
		() => ({
			document,
			edits,
			canEdit,
			activities,
			clusters,
			...navigation,
			...actions,
			openLinkDialog: setLinking,
			recoverText,
		}),
		[document, edits, canEdit, activities, clusters, navigation, actions, recoverText],
	)
	const idOf = (card: string | null) => cards.find(({ id }) => id === card)?.id ?? null
	const current = idOf(at.current) ?? cards[0]?.id ?? null
	const writing = canEdit ? idOf(at.writing) : null

	useVisibleHeight(page)
	useBoardPosition(position, cards, { ...at, navigation })
	useListPresence(document, { current: idOf(at.current), writing: activities.has('write') ? writing : null })
	useUndoKeys(canEdit ? document.undo : null)
	return (
		<ListContext value={list}>
			<div ref={page} className={styles['page']}>
				<ListHeader {...props} canEdit={canEdit} onImport={() => importDialog.open()} search={search} />
				<ListBanner {...props} canEdit={canEdit} isWriting={writing !== null} />
				{search.isOpen && (
					<ListSearchRow
						search={search}
						cards={cards}
						count={content.cards.length}
						onEnter={(card) => navigation.goTo(card.id)}
					/>
				)}
				<Outline
					groups={outline}
					isFiltered={search.visibleIds !== null}
					current={current}
					writing={writing}
					typingNames={typingNames}
				/>
				{canEdit && <Composer {...composer} />}
				<BoardAnnouncer records={document.records} awareness={document.awareness} content={content} />
				{linking && canEdit && <LinkDialog card={linking} content={content} onDone={() => setLinking(null)} />}
				{importDialog.dialog}
				{children}
			</div>
		</ListContext>
	)
}

/** The listed part of the outline, and its cards in the order of the list. */
function useListedCards(outline: readonly OutlineGroup[], visibleIds: ReadonlySet<string> | null) {
	return useMemo(() => {
		const listed = filterOutline(outline, visibleIds)
		return { outline: listed, cards: listed.flatMap(({ rows }) => rows.map(({ card }) => card)) }
	}, [outline, visibleIds])
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

/** The board's clusters; the same array until a title changes. */
function useClusters({ clusters }: BoardContent): { id: string; title: string }[] {
	const titles = JSON.stringify(clusters.map(({ id, title }) => ({ id, title })))
	return useMemo(() => JSON.parse(titles) as { id: string; title: string }[], [titles])
}

/**
 * Binds Ctrl/Cmd+Z and Ctrl+Y outside of text fields to undo and redo; null while the board is
 * read-only.
 */
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

/**
 * Fits an element into the visual viewport: a phone's keyboard covers part of the page, and would
 * hide the composer.
 */
function useVisibleHeight(element: RefObject<HTMLElement | null>): void {
	useLayoutEffect(() => {
		const view = window.visualViewport
		if (!view) return undefined
		const fit = () => {
			const { style } = element.current ?? {}
			// While the page is zoomed by pinching, the visual viewport is smaller although nothing
			// covers the page.
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
