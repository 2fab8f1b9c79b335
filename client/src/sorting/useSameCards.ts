import { type Board, type BoardContent, type BoardId, isCard } from '@charrette/shared'
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import { fetchBoardContent } from '../connection/api/boards.ts'
import type { Credentials } from '../connection/credentials.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import type { LiveBoard } from '../sync/observeBoard.ts'
import { type ComparedCard, comparedElsewhere, comparedHere, isAcross } from './comparedCards.ts'
import type { Sorter } from './createSorter.ts'
import { MAX_SORTED } from './sortCards.ts'

/** Boards that are read at a time. */
const READ_AT_ONCE = 4

interface SameOptions {
	document: BoardDocument
	live: LiveBoard
	/** Null until the worker is there. */
	sorter: Pick<Sorter, 'findSame'> | null
	/** The selected shapes; null for the whole board. */
	selected: readonly string[] | null
	/** The boards whose cards are compared, too. */
	boards: readonly Board[]
	credentials: Credentials
	/** Reads a board; another reader in tests. */
	read?: typeof fetchBoardContent
}

/** Cards that say nearly the same (SORT6), and with what they were compared. */
export interface SameCardGroups {
	/** Groups whose cards still exist, each with those of the open board first; null at first. */
	groups: readonly (readonly ComparedCard[])[] | null
	/** The number of boards that could not be read. */
	unread: number
	/** Whether there were too many cards to compare all. */
	isPartial: boolean
	/** Hides a group. */
	keep(group: readonly ComparedCard[]): void
}

const NOTHING = { unread: 0, isPartial: false }

/** Finds the cards that say nearly the same when the component is mounted, and in a selection. */
export function useSameCards(options: SameOptions): SameCardGroups {
	const { document, live, sorter, selected, boards, credentials, read = fetchBoardContent } = options
	const [groups, setGroups] = useState<readonly (readonly ComparedCard[])[] | null>(null)
	const [compared, setCompared] = useState(NOTHING)
	useSyncExternalStore(live.version.subscribe, live.version.get)
	const compare = useEffectEvent(async (by: Pick<Sorter, 'findSame'>, of: typeof selected, signal: AbortSignal) => {
		const contents = await readBoards(boards, (board) => read(credentials, board), signal)
		if (signal.aborted) return
		const shown = live.shown()
		const cards = [...comparedHere(shown, of), ...comparedElsewhere(shown, contents)]
		const byId = new Map(cards.slice(0, MAX_SORTED).map((card) => [card.id, card]))
		const found = await by.findSame({ same: [...byId.values()].map(({ id, text }) => ({ id, text })) })
		if (signal.aborted) return
		setCompared({ unread: boards.length - contents.length, isPartial: cards.length > MAX_SORTED })
		setGroups(found.map((group) => group.flatMap((id) => byId.get(id) ?? [])).filter(isAcross))
	})
	useEffect(() => {
		if (!sorter) return undefined
		const ending = new AbortController()
		setGroups(null)
		// The panel says that the worker failed.
		compare(sorter, selected, ending.signal).catch(() => !ending.signal.aborted && setGroups([]))
		return () => ending.abort()
	}, [sorter, selected])
	const shown = live.shown()
	const exists = ({ id, board }: ComparedCard) => isCard(shown.get(id)) || (board !== null && !document.records.has(id))
	return {
		groups: groups?.filter((group) => group.every(exists)) ?? null,
		...compared,
		keep: (group) => setGroups((was) => was?.filter((one) => one !== group) ?? null),
	}
}

/** Reads boards, a few at a time; those that cannot be read are left out. */
async function readBoards(
	boards: readonly Board[],
	read: (board: BoardId) => Promise<BoardContent>,
	signal: AbortSignal,
): Promise<{ board: BoardId; content: BoardContent }[]> {
	const contents = new Map<BoardId, BoardContent>()
	const left = [...boards]
	const readNext = async () => {
		for (let next = left.shift(); next && !signal.aborted; next = left.shift()) {
			const content = await read(next.id).catch(() => null)
			if (content) contents.set(next.id, content)
		}
	}
	await Promise.all(Array.from({ length: READ_AT_ONCE }, readNext))
	// In the order of the boards, so that the same boards give the same groups.
	return boards.flatMap(({ id }) => {
		const content = contents.get(id)
		return content ? [{ board: id, content }] : []
	})
}
