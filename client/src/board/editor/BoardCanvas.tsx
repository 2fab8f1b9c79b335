import { type BoardId, shownNames, type Workshop } from '@charrette/shared'
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useLocale } from '../../i18n/useTranslation.ts'
import { fetchClientInfo } from '../../session/api.ts'
import type { Credentials } from '../../session/credentials.ts'
import { type OpenBoard, openBoard as openOnCanvas } from '../../sync/openBoard.ts'
import type { OpenDocument } from '../../sync/openDocument.ts'
import { useActivities } from '../../workshop/useActivities.ts'
import { BoardContext, type BoardMode, type BoardSurroundings } from '../BoardContext.ts'
import { useCardWords } from '../card/useCardWords.ts'
import { BoardLoading } from '../notices/BoardLoading.tsx'
import { BoardEditor } from './BoardEditor.tsx'

export interface BoardCanvasProps {
	board: BoardId
	document: OpenDocument
	credentials: Credentials
	workshop: Workshop
	mode: Exclude<BoardMode, 'look'>
	/** Lies over the board once it is open, inside its editor. */
	children?: ReactNode
}

/** An open board on the canvas, kept in step with everybody. */
export function BoardCanvas({ board, document, credentials, workshop, mode, children }: BoardCanvasProps) {
	const canWrite = useSyncExternalStore(document.canWrite.subscribe, document.canWrite.get)
	const openBoard = useOpenBoard(document)
	if (!openBoard) return <BoardLoading isOffline={false} />
	return (
		<OpenedBoard
			what={{ board, credentials, workshop, mode }}
			openBoard={openBoard}
			canEdit={canWrite && mode === 'work'}
		>
			{children}
		</OpenedBoard>
	)
}

/** A board that is no longer so, on the canvas: to be looked at alone. */
export function BoardToLookAt(props: Omit<BoardCanvasProps, 'document' | 'mode'> & { openBoard: OpenBoard }) {
	const { openBoard, children, ...what } = props
	return (
		<OpenedBoard what={{ ...what, mode: 'look' }} openBoard={openBoard} canEdit={false}>
			{children}
		</OpenedBoard>
	)
}

interface OpenedBoardProps {
	what: Pick<BoardCanvasProps, 'board' | 'credentials' | 'workshop'> & { mode: BoardMode }
	openBoard: OpenBoard
	canEdit: boolean
	children: ReactNode
}

function OpenedBoard({ what, openBoard, canEdit, children }: OpenedBoardProps) {
	const { board, credentials, workshop, mode } = what
	const licenseKey = useLicenseKey()
	const locale = useLocale()
	const words = useCardWords()
	const me = workshop.participants.find((participant) => participant.id === credentials.participant)
	const city = me?.city ?? ''
	// Every change of the workshop is a new object; the cards wait for a change of names alone.
	const roster = JSON.stringify(shownNames(workshop))
	const names = useMemo(() => new Map(JSON.parse(roster) as [string, string][]), [roster])
	const activities = useActivities(credentials.role, workshop)
	const surroundings = useMemo<BoardSurroundings>(
		() => ({
			board,
			openBoard,
			credentials,
			mode,
			canEdit,
			activities,
			locale,
			author: { id: credentials.participant, city },
			names,
			words,
		}),
		[board, openBoard, credentials, mode, canEdit, activities, locale, city, names, words],
	)
	if (licenseKey === undefined) return <BoardLoading isOffline={false} />
	return (
		<BoardContext value={surroundings}>
			<BoardEditor userName={me?.name ?? ''} licenseKey={licenseKey}>
				{children}
			</BoardEditor>
		</BoardContext>
	)
}

/** The document's store, while the component is there; null until it is filled. */
function useOpenBoard(document: OpenDocument): OpenBoard | null {
	const [board, setBoard] = useState<OpenBoard | null>(null)
	useEffect(() => {
		const opened = openOnCanvas(document)
		setBoard(opened)
		return opened.close
	}, [document])
	return board
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
