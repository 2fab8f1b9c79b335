import type { BoardId, Workshop } from '@charrette/shared'
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useActivities, usePhaseKind } from '../../boardParts/useActivities.ts'
import { fetchClientInfo } from '../../connection/api/server.ts'
import { localStore } from '../../connection/browserStorage.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { LOCAL_KEYS } from '../../connection/storageKeys.ts'
import { useCardNames } from '../../i18n/cardNames.ts'
import { useLocale } from '../../i18n/useTranslation.ts'
import { useDisplayNames } from '../../people/useDisplayNames.ts'
import type { BoardDocument } from '../../sync/BoardDocument.ts'
import { bindCanvas, type CanvasBinding } from '../../sync/bindCanvas.ts'
import { BoardContext, type BoardContextValue, type BoardMode } from '../BoardContext.ts'
import { BoardLoading } from './BoardDocumentLoader.tsx'
import { BoardEditor } from './BoardEditor.tsx'

export interface BoardCanvasProps {
	board: BoardId
	document: BoardDocument
	credentials: Credentials
	workshop: Workshop
	mode: Exclude<BoardMode, 'view'>
	/** Rendered over the board once it is open, inside its editor. */
	children?: ReactNode
}

/** An open board on the canvas, synchronised with all its members. */
export function BoardCanvas({ board, document, credentials, workshop, mode, children }: BoardCanvasProps) {
	const canWrite = useSyncExternalStore(document.canWrite.subscribe, document.canWrite.get)
	const canvasBinding = useCanvasBinding(document)
	if (!canvasBinding) return <BoardLoading isOffline={false} />
	return (
		<BoardInContext {...{ board, credentials, workshop, mode, canvasBinding }} canEdit={canWrite && mode === 'work'}>
			{children}
		</BoardInContext>
	)
}

/** A snapshot of a board on the canvas, read-only. */
export function ReadOnlyBoard(props: Omit<BoardCanvasProps, 'document' | 'mode'> & { canvasBinding: CanvasBinding }) {
	return <BoardInContext {...props} mode="view" canEdit={false} />
}

interface BoardInContextProps extends Pick<BoardCanvasProps, 'board' | 'credentials' | 'workshop' | 'children'> {
	mode: BoardMode
	canvasBinding: CanvasBinding
	canEdit: boolean
}

function BoardInContext(props: BoardInContextProps) {
	const { board, credentials, workshop, mode, canvasBinding, canEdit, children } = props
	const licenseKey = useLicenseKey()
	const locale = useLocale()
	const nameOf = useCardNames()
	const me = workshop.participants.find((participant) => participant.id === credentials.participant)
	const city = me?.city ?? ''
	const names = useDisplayNames(workshop)
	const activities = useActivities(credentials.role, workshop, board)
	const phaseKind = usePhaseKind(workshop)
	const context = useMemo<BoardContextValue>(
		() => ({
			board,
			canvasBinding,
			credentials,
			mode,
			canEdit,
			activities,
			phaseKind,
			locale,
			author: { id: credentials.participant, city },
			names,
			nameOf,
		}),
		[board, canvasBinding, credentials, mode, canEdit, activities, phaseKind, locale, city, names, nameOf],
	)
	if (licenseKey === undefined) return <BoardLoading isOffline={false} />
	return (
		<BoardContext value={context}>
			<BoardEditor userName={me?.name ?? ''} licenseKey={licenseKey}>
				{children}
			</BoardEditor>
		</BoardContext>
	)
}

/**
 * Binds the document to a canvas while the component is mounted; returns null before the first
 * effect.
 */
function useCanvasBinding(document: BoardDocument): CanvasBinding | null {
	const [binding, setBinding] = useState<CanvasBinding | null>(null)
	// Before the page is painted: the board follows the former one without an empty frame.
	useLayoutEffect(() => {
		const bound = bindCanvas(document)
		setBinding(bound)
		return bound.close
	}, [document])
	return binding
}

/**
 * Maximum time that the board waits for the key on the first visit. Without a key the board only
 * shows a watermark.
 */
const LICENSE_WAIT_MS = 1500

/**
 * Returns tldraw's licence key as of the last visit: null if the host has none, undefined until the
 * answer or the timeout. The editor cannot change the key later, and the board does not wait for a
 * slow server.
 */
function useLicenseKey(): string | null | undefined {
	const [key, setKey] = useState(() => {
		const known = localStore.read(LOCAL_KEYS.license)
		return known === null ? undefined : known || null
	})
	useEffect(() => {
		const giveUp = setTimeout(() => setKey((now) => now ?? null), LICENSE_WAIT_MS)
		fetchClientInfo().then(
			({ licenseKey }) => {
				localStore.write(LOCAL_KEYS.license, licenseKey ?? '')
				setKey((now) => (now === undefined ? licenseKey : now))
			},
			() => setKey((now) => now ?? null),
		)
		return () => clearTimeout(giveUp)
	}, [])
	return key
}
