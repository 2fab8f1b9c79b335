import { type BoardContent, boardContent, nameFrom, type Records } from '@charrette/shared'
import { useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { type FollowedBoard, followBoard } from './followBoard.ts'
import { keepSameRows, type OutlineGroup, outlineOf, type Pins, type Row } from './outline.ts'

/** The board that this document holds, followed while the component is there; null before that. */
export function useFollowedBoard(records: Records): FollowedBoard | null {
	const [board, setBoard] = useState<FollowedBoard | null>(null)
	useLayoutEffect(() => {
		const followed = followBoard(records)
		setBoard(followed)
		return followed.close
	}, [records])
	return board
}

/** A board's content, kept up while it changes. `names` are those of the cards' authors, by participant. */
export function useContent(board: FollowedBoard, names: ReadonlyMap<string, string>): BoardContent {
	const version = useSyncExternalStore(board.version.subscribe, board.version.get)
	return useMemo(
		// The version stands for what is shown: a map that changes in place.
		() => (version >= 0 ? boardContent(board.shown(), nameFrom(names)) : NOTHING),
		[board, version, names],
	)
}

const NOTHING = boardContent(new Map(), () => undefined)

/** The outline of a content; rows that did not change stay the same objects. */
export function useOutline(content: BoardContent, pins: Pins): OutlineGroup[] {
	const rows = useRef(new Map<string, Row>())
	return useMemo(() => keepSameRows(outlineOf(content, pins), rows.current), [content, pins])
}
