import { accessTo, type BoardId, epochOf, findBoard, type Workshop } from '@charrette/shared'
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useLocale } from '../i18n/startI18n.ts'
import { fetchClientInfo } from '../session/api.ts'
import type { Credentials } from '../session/credentials.ts'
import type { OpenBoard } from '../sync/openBoard.ts'
import { useBoard } from '../sync/useBoard.ts'
import { BoardContext, type BoardSurroundings } from './BoardContext.ts'
import { BoardEditor } from './BoardEditor.tsx'
import { BoardLoading } from './BoardLoading.tsx'
import { BoardRefused } from './BoardRefused.tsx'
import styles from './canvas.module.css'
import { useCardWords } from './useCardWords.ts'

export interface BoardCanvasProps {
	board: BoardId
	credentials: Credentials
	workshop: Workshop
	/** `work`: with tools, for those at the board. `project`: the board alone, kept whole on the wall. */
	mode: 'work' | 'project'
	/** Lies over the board once it is open, inside its editor. */
	children?: ReactNode
}

/** A board, live: opened, kept in step with everybody, and shown. While it is not there, it says why. */
export function BoardCanvas({ board, credentials, workshop, mode, children }: BoardCanvasProps) {
	const access = accessTo({ type: 'board', board }, credentials, workshop)
	const found = findBoard(workshop, board)
	const state = useBoard({ board, epoch: found ? epochOf(found.board) : 1, credentials, access })
	const licenseKey = useLicenseKey()
	return (
		<div className={styles['frame']}>
			{state.state === 'refused' && <BoardRefused code={state.code} />}
			{state.state === 'connecting' && <BoardLoading isOffline={state.isOffline} />}
			{state.state === 'open' && licenseKey === undefined && <BoardLoading isOffline={false} />}
			{state.state === 'open' && licenseKey !== undefined && (
				<OpenedBoard
					what={{ board, credentials, workshop, mode }}
					openBoard={state.board}
					mayEdit={access === 'edit' && mode === 'work'}
					licenseKey={licenseKey}
				>
					{children}
				</OpenedBoard>
			)}
		</div>
	)
}

interface OpenedBoardProps {
	what: Omit<BoardCanvasProps, 'children'>
	openBoard: OpenBoard
	mayEdit: boolean
	licenseKey: string | null
	children: ReactNode
}

function OpenedBoard({ what, openBoard, mayEdit, licenseKey, children }: OpenedBoardProps) {
	const { board, credentials, workshop, mode } = what
	const locale = useLocale()
	const storage = useSyncExternalStore(openBoard.storage.subscribe, openBoard.storage.get)
	const canEdit = mayEdit && storage !== 'full'
	const words = useCardWords()
	const me = workshop.participants.find((participant) => participant.id === credentials.participant)
	const city = me?.city ?? ''
	// Every change of the workshop is a new object; the cards wait for a change of names alone.
	const roster = JSON.stringify(workshop.participants.map(({ id, name }) => [id, name]))
	const names = useMemo(() => new Map(JSON.parse(roster) as [string, string][]), [roster])
	const surroundings = useMemo<BoardSurroundings>(
		() => ({
			board,
			openBoard,
			credentials,
			mode,
			canEdit,
			locale,
			author: { id: credentials.participant, city },
			names,
			words,
		}),
		[board, openBoard, credentials, mode, canEdit, locale, city, names, words],
	)
	return (
		<BoardContext value={surroundings}>
			<BoardEditor userName={me?.name ?? ''} licenseKey={licenseKey}>
				{children}
			</BoardEditor>
		</BoardContext>
	)
}

/** tldraw's licence key, if the host has one; undefined until that is known, since the editor is built with it. */
function useLicenseKey(): string | null | undefined {
	const [key, setKey] = useState<string | null>()
	useEffect(() => {
		let isWanted = true
		fetchClientInfo().then(
			(info) => isWanted && setKey(info.licenseKey),
			() => isWanted && setKey(null),
		)
		return () => {
			isWanted = false
		}
	}, [])
	return key
}
