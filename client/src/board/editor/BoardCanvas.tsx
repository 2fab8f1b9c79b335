import { type BoardId, CARD_KINDS, displayNames, OBSTACLE_CATEGORIES, type Workshop } from '@charrette/shared'
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { fetchClientInfo } from '../../connection/api.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { type CanvasBinding, bindCanvas as openOnCanvas } from '../../sync/bindCanvas.ts'
import type { BoardDocument } from '../../sync/openBoardDocument.ts'
import { useActivities } from '../../workshop/useActivities.ts'
import { BoardContext, type BoardContextValue, type BoardMode, type CardLabels } from '../BoardContext.ts'
import { BoardLoading } from './BoardDocumentLoader.tsx'
import { BoardEditor } from './BoardEditor.tsx'

export interface BoardCanvasProps {
	board: BoardId
	document: BoardDocument
	credentials: Credentials
	workshop: Workshop
	mode: Exclude<BoardMode, 'look'>
	/** Lies over the board once it is open, inside its editor. */
	children?: ReactNode
}

/** An open board on the canvas, kept in step with everybody. */
export function BoardCanvas({ board, document, credentials, workshop, mode, children }: BoardCanvasProps) {
	const canWrite = useSyncExternalStore(document.canWrite.subscribe, document.canWrite.get)
	const openBoard = useCanvasBinding(document)
	if (!openBoard) return <BoardLoading isOffline={false} />
	return (
		<BoardInContext
			what={{ board, credentials, workshop, mode }}
			canvasBinding={openBoard}
			canEdit={canWrite && mode === 'work'}
		>
			{children}
		</BoardInContext>
	)
}

/** A board that is no longer so, on the canvas: to be looked at alone. */
export function ReadOnlyBoard(props: Omit<BoardCanvasProps, 'document' | 'mode'> & { openBoard: CanvasBinding }) {
	const { openBoard, children, ...what } = props
	return (
		<BoardInContext what={{ ...what, mode: 'look' }} canvasBinding={openBoard} canEdit={false}>
			{children}
		</BoardInContext>
	)
}

interface BoardInContextProps {
	what: Pick<BoardCanvasProps, 'board' | 'credentials' | 'workshop'> & { mode: BoardMode }
	canvasBinding: CanvasBinding
	canEdit: boolean
	children: ReactNode
}

function BoardInContext({ what, canvasBinding, canEdit, children }: BoardInContextProps) {
	const { board, credentials, workshop, mode } = what
	const licenseKey = useLicenseKey()
	const locale = useLocale()
	const words = useCardLabels()
	const me = workshop.participants.find((participant) => participant.id === credentials.participant)
	const city = me?.city ?? ''
	// Every change of the workshop is a new object; the cards wait for a change of names alone.
	const roster = JSON.stringify(displayNames(workshop))
	const names = useMemo(() => new Map(JSON.parse(roster) as [string, string][]), [roster])
	const activities = useActivities(credentials.role, workshop)
	const surroundings = useMemo<BoardContextValue>(
		() => ({
			board,
			canvasBinding,
			credentials,
			mode,
			canEdit,
			activities,
			locale,
			author: { id: credentials.participant, city },
			names,
			labels: words,
		}),
		[board, canvasBinding, credentials, mode, canEdit, activities, locale, city, names, words],
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
function useCanvasBinding(document: BoardDocument): CanvasBinding | null {
	const [board, setBoard] = useState<CanvasBinding | null>(null)
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

/** The words that stand on cards, in the present language; the same object until the language changes. */
function useCardLabels(): CardLabels {
	const { t } = useTranslation(['board', 'app'])
	return useMemo(
		() => ({
			kinds: Object.fromEntries(CARD_KINDS.map((kind) => [kind, t(`app:kinds.${kind}`)])) as CardLabels['kinds'],
			categories: Object.fromEntries(
				OBSTACLE_CATEGORIES.map((category) => [category, t(`board:categories.${category}`)]),
			) as CardLabels['categories'],
		}),
		[t],
	)
}
