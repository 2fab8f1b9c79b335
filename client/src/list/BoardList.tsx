import type { BoardContent } from '@charrette/shared'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { MoveNotice } from '../boardParts/BoardStateNotice.tsx'
import { useActivities, usePhaseKind } from '../boardParts/useActivities.ts'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { failureOf } from '../connection/http.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useImport } from '../import/useImport.tsx'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import type { BoardPosition } from '../navigation/boardView.ts'
import { useDisplayNames } from '../people/useDisplayNames.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { type LiveBoard, useContent, useLiveBoard } from '../sync/observeBoard.ts'
import { keepFocusIn } from '../ui/keepFocus.ts'
import type { MenuItem } from '../ui/MenuPanel.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useEvent } from '../ui/useEvent.ts'
import { useIsSoon } from '../ui/useIsSoon.ts'
import { useLateComponent } from '../ui/useLateComponent.ts'
import { useLazyDialog } from '../ui/useLazyDialog.tsx'
import { BoardAnnouncer } from './BoardAnnouncer.tsx'
import type { ClusterDialogProps } from './ClusterDialog.tsx'
import { Composer, useComposer } from './Composer.tsx'
import { useInterruptedCard } from './focusProxy.ts'
import type { LinkDialogProps } from './LinkDialog.tsx'
import { ListContext, type ListContextValue, useListActions } from './ListContext.ts'
import { ListHeader } from './ListHeader.tsx'
import { ListNotices } from './ListNotices.tsx'
import { ListPeople, ListReactions, useOwnReaction } from './ListPeople.tsx'
import { useListSearch, useSearchNavigation } from './ListSearch.ts'
import styles from './list.module.css'
import { Outline } from './Outline.tsx'
import { useOutline } from './outline.ts'
import { useBoardPosition, useListFocus, useListPresence, useTypingNames } from './useListFocus.ts'
import { useListLayout } from './useListLayout.ts'
import { type ClusterRequest, useClusters, useEdits, useListedCards, usePins, useUndoKeys } from './useListModel.ts'

export interface BoardListProps {
	document: BoardDocument
	/** Whether it is this person's private document (ROOM3). */
	isPrivate: boolean
	/** Goes to the board of this person's own group; null while it is the open one. */
	onMove: (() => void) | null
	/** The card at which this person is, shared with the board's other view. */
	position: BoardPosition
	/** The session's status bar. */
	statusBar: ReactNode
	/** The switch to the board's other view. */
	viewSwitch: ReactNode
	/** The buttons "done" and "help". */
	statusButtons: ReactNode
	/** The menu items that export the board. */
	exportItems: readonly MenuItem[]
	/** Opens the version history. */
	onHistory: () => void
	/** Shows what others have changed since the last visit. */
	onVisit: () => void
	/** Further ways to share the board, in the invite dialog. */
	sharing: ReactNode
	children?: ReactNode
}

/**
 * A board as a list of clusters, cards and links, for reading and editing live without a canvas.
 */
export function BoardList(props: BoardListProps) {
	const live = useLiveBoard(props.document.records)
	return live && <LiveList {...props} live={live} />
}

function LiveList(props: BoardListProps & { live: LiveBoard }) {
	const { document, isPrivate, position, live, onMove, children } = props
	const { credentials, workshop, board } = useBoardPlace()
	const page = useRef<HTMLDivElement>(null)
	const scroller = useRef<HTMLDivElement>(null)
	const layout = useListLayout(page, scroller)
	// Another person may delete or move the card that has the focus.
	useEffect(() => keepFocusIn(page.current), [])
	const canEdit = useSyncExternalStore(document.canWrite.subscribe, document.canWrite.get)
	const activities = useActivities(credentials.role, workshop, board)
	const [pins, pin] = usePins()
	const naming = useClusterDialog()
	const { reaction, react } = useOwnReaction(live)
	const edits = useEdits({ document, credentials, workshop, live })
	const importDialog = useImport({ credentials, workshop, board, onRemoveRecords: edits.removeRecords })
	const content = useContent(live, useDisplayNames(workshop))
	const search = useListSearch({ content, board: live, participant: credentials.participant })
	const { outline, cards } = useListedCards(useOutline(content, pins), search.visibleIds)
	const { navigation: focusNavigation, ...at } = useListFocus(page)
	const navigation = useSearchNavigation(focusNavigation, search.pinVisible)
	const SearchRow = useSearchRow(search.isOpen)
	const linking = useLinkDialog(content)
	const composer = useComposer({
		board,
		document,
		edits,
		phaseKind: usePhaseKind(workshop),
		onAdded: navigation.showAll,
	})
	const actions = useListActions({ document, live, edits, activities, navigation, cards, pin })
	const clusters = useClusters(content, live)
	const typingNames = useTypingNames(document.awareness)
	const { recoverText } = composer
	const showOpenObstacles = useEvent(search.showOpenObstacles)
	const list = useMemo<ListContextValue>(
		() => ({
			document,
			boardId: board,
			isPrivate,
			live,
			isFacilitator: credentials.role === 'facilitator',
			edits,
			canEdit,
			activities,
			clusters,
			...navigation,
			...actions,
			openLinkDialog: linking.show,
			openClusterDialog: naming.show,
			recoverText,
			showOpenObstacles,
		}),
		[
			document,
			board,
			isPrivate,
			live,
			credentials.role,
			edits,
			canEdit,
			activities,
			clusters,
			navigation,
			actions,
			recoverText,
			showOpenObstacles,
			linking.show,
			naming.show,
		],
	)
	const idOf = (card: string | null) => cards.find(({ id }) => id === card)?.id ?? null
	const current = idOf(at.current) ?? cards[0]?.id ?? null
	const writing = canEdit ? idOf(at.writing) : null

	useBoardPosition(position, cards, { ...at, navigation, edits })
	useInterruptedCard(board, cards, ({ id, text }) => {
		if (text === '') edits.addDraft(id)
		navigation.startWriting(id)
	})
	useListPresence(document, { current: idOf(at.current), writing: activities.has('write') ? writing : null, reaction })
	const people = <ListPeople onReact={canEdit ? (emoji) => react(emoji, current) : null} />
	useUndoKeys(canEdit ? document.undo : null)
	useEffect(() => {
		if (onMove && writing === null) onMove()
	}, [onMove, writing])
	return (
		<ListContext value={list}>
			<div
				ref={page}
				className={styles['page']}
				data-compact={layout.isCompact || undefined}
				data-one-line={layout.isOneLine || undefined}
				data-whole={layout.isWhole || undefined}
				// With a keyboard below it, an edited card leaves no room for the composer.
				data-writing={(layout.hasKeyboard && writing !== null) || undefined}
			>
				<ListHeader {...props} people={people} canEdit={canEdit} onImport={() => importDialog.open()} search={search} />
				{search.isOpen && SearchRow && (
					<SearchRow
						search={search}
						cards={cards}
						count={content.cards.length}
						onEnter={(card) => navigation.goTo(card.id)}
					/>
				)}
				<Outline
					ref={scroller}
					groups={outline}
					isFiltered={search.visibleIds !== null}
					cities={search.cities}
					newClusters={naming.added}
					current={current}
					writing={writing}
					typingNames={typingNames}
				/>
				<ListNotices />
				{canEdit && <Composer {...composer} />}
				{onMove && <MoveNotice onGo={onMove} />}
				<BoardAnnouncer records={document.records} awareness={document.awareness} content={content} />
				{canEdit && linking.dialog}
				{canEdit && naming.dialog}
				<ListReactions awareness={document.awareness} own={reaction} />
				{importDialog.dialog}
				{children}
			</div>
		</ListContext>
	)
}

const loadSearchRow = async () => (await fetchChunkOnce(() => import('./ListSearchRow.tsx'))).ListSearchRow

/**
 * Returns the row with the search, a chunk of its own, which is fetched soon after the page: on a
 * phone, only a field that appears at the press itself opens the keyboard.
 */
function useSearchRow(isOpen: boolean) {
	const { t } = useTranslation()
	const showToast = useToast()
	const isDue = useIsSoon()
	const onFailure = (thrown: unknown) => showToast(t(`errors.${failureOf(thrown)}`), 'error')
	return useLateComponent(isDue, loadSearchRow, { isAsked: isOpen, onFailure })
}

const CLUSTER_DIALOG = {
	load: async () => (await fetchChunkOnce(() => import('./ClusterDialog.tsx'))).ClusterDialog,
	texts: 'board',
	isPrefetched: true,
} as const

/** Returns the dialog that names a cluster, a chunk of its own, and the clusters added with it. */
function useClusterDialog() {
	const [request, setRequest] = useState<ClusterRequest>({ card: null })
	const [added, setAdded] = useState<ReadonlySet<string>>(new Set())
	const onAdd = (cluster: string) => setAdded((was) => new Set(was).add(cluster))
	const { open, dialog } = useLazyDialog<ClusterDialogProps>(CLUSTER_DIALOG, { request, onAdd })
	const show = useCallback(
		(shown: ClusterRequest) => {
			setRequest(shown)
			open()
		},
		[open],
	)
	return { show, added, dialog }
}

const LINK_DIALOG = {
	load: async () => (await fetchChunkOnce(() => import('./LinkDialog.tsx'))).LinkDialog,
	texts: 'board',
	isPrefetched: true,
} as const

/** Returns the dialog that links a card, which is a chunk of its own. */
function useLinkDialog(content: BoardContent) {
	const [card, setCard] = useState('')
	const { open, dialog } = useLazyDialog<LinkDialogProps>(LINK_DIALOG, { card, content })
	const show = useCallback(
		(shown: string) => {
			setCard(shown)
			open()
		},
		[open],
	)
	return { show, dialog }
}
