import { type BoardContent, type BoardId, findParticipant, shownNames, type Workshop } from '@charrette/shared'
import { type ReactNode, useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Credentials } from '../session/credentials.ts'
import type { Person } from '../session/useWorkshop.ts'
import type { OpenDocument } from '../sync/openDocument.ts'
import type { MenuItem } from '../ui/Menu.tsx'
import type { Place } from '../workshop/boardView.ts'
import { useBringIn } from '../workshop/bringIn/useBringIn.tsx'
import { useActivities } from '../workshop/useActivities.ts'
import { Announcer } from './Announcer.tsx'
import { Composer } from './Composer.tsx'
import { FindRow } from './FindRow.tsx'
import type { FollowedBoard } from './followBoard.ts'
import { Linking } from './Linking.tsx'
import { ListContext, type ListSurroundings } from './ListContext.ts'
import { ListHeader } from './ListHeader.tsx'
import { ListNotes } from './ListNotes.tsx'
import styles from './list.module.css'
import { createListEdits, type ListEdits } from './listEdits.ts'
import { Outline } from './Outline.tsx'
import { narrowOutline, type OutlineGroup, type Pins } from './outline.ts'
import { useComposing } from './useComposing.ts'
import { useFind, useKeepingMoves } from './useFind.ts'
import { useListActions } from './useListActions.ts'
import { useListFocus } from './useListFocus.ts'
import { useListPresence } from './useListPresence.ts'
import { useContent, useFollowedBoard, useOutline } from './useOutline.ts'
import { usePlace } from './usePlace.ts'
import { useTypers } from './useTypers.ts'
import { useUndoKeys } from './useUndoKeys.ts'
import { useVisibleHeight } from './useVisibleHeight.ts'

export interface BoardListProps {
	document: OpenDocument
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	board: BoardId
	/** The name of this person's group. */
	group: string
	/** The way to that group's board, if this is another one. */
	onMove: (() => void) | null
	/** What else is to be said of the board just now. */
	note: ReactNode
	place: Place
	/** What there is to do now. */
	now: ReactNode
	/** The way to the board's other views. */
	viewSwitch: ReactNode
	/** What one says to the others: done, or help. */
	signals: ReactNode
	/** What can be taken home of the board. */
	takeHome: readonly MenuItem[]
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
	const { document, credentials, workshop, board, place, followed, children } = props
	const page = useRef<HTMLDivElement>(null)
	const canEdit = useSyncExternalStore(document.canWrite.subscribe, document.canWrite.get)
	const activities = useActivities(credentials.role, workshop)
	const [pins, pin] = usePins()
	const [linking, setLinking] = useState<string | null>(null)
	const edits = useEdits(props)
	const bringIn = useBringIn({ credentials, workshop, board, onTakeOut: edits.takeOut })
	const content = useContent(followed, useNames(workshop))
	const find = useFind({ content, board: followed, participant: credentials.participant })
	const { outline, cards } = useListed(useOutline(content, pins), find.seen)
	const { moves: ways, ...at } = useListFocus(page)
	const moves = useKeepingMoves(ways, find.keep)
	const composing = useComposing({ board, document, edits, onAdded: moves.showAll })
	const actions = useListActions({ document, edits, activities, moves, cards, pin })
	const clusters = useClusters(content)
	const typers = useTypers(document.awareness)
	const { offerBack } = composing
	const list = useMemo<ListSurroundings>(
		() => ({ document, edits, canEdit, activities, clusters, ...moves, ...actions, pickLink: setLinking, offerBack }),
		[document, edits, canEdit, activities, clusters, moves, actions, offerBack],
	)
	const idOf = (card: string | null) => cards.find(({ id }) => id === card)?.id ?? null
	const current = idOf(at.current) ?? cards[0]?.id ?? null
	const writing = canEdit ? idOf(at.writing) : null

	useVisibleHeight(page)
	usePlace(place, cards, { ...at, moves })
	useListPresence(document, { current: idOf(at.current), writing: activities.has('write') ? writing : null })
	useUndoKeys(canEdit ? document.undo : null)
	return (
		<ListContext value={list}>
			<div ref={page} className={styles['page']}>
				<ListHeader {...props} canEdit={canEdit} onBringIn={() => bringIn.open()} find={find} />
				<ListNotes {...props} canEdit={canEdit} isWriting={writing !== null} />
				{find.isOpen && (
					<FindRow find={find} cards={cards} count={content.cards.length} onEnter={(card) => moves.goTo(card.id)} />
				)}
				<Outline groups={outline} isNarrowed={find.seen !== null} current={current} writing={writing} typers={typers} />
				{canEdit && <Composer {...composing} />}
				<Announcer records={document.records} awareness={document.awareness} content={content} />
				{linking && canEdit && <Linking card={linking} content={content} onDone={() => setLinking(null)} />}
				{bringIn.dialog}
				{children}
			</div>
		</ListContext>
	)
}

/** What is listed of the outline, and its cards in the order of the list. */
function useListed(outline: readonly OutlineGroup[], seen: ReadonlySet<string> | null) {
	return useMemo(() => {
		const listed = narrowOutline(outline, seen)
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
	const roster = JSON.stringify(shownNames(workshop))
	return useMemo(() => new Map(JSON.parse(roster) as [string, string][]), [roster])
}

/** The board's clusters; the same object until a title changes. */
function useClusters({ clusters }: BoardContent): { id: string; title: string }[] {
	const titles = JSON.stringify(clusters.map(({ id, title }) => ({ id, title })))
	return useMemo(() => JSON.parse(titles) as { id: string; title: string }[], [titles])
}
