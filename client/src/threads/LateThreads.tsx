import {
	applyThreadAction,
	type BoardId,
	FACILITATOR,
	type MessageId,
	mayWriteThreads,
	namesOfReader,
	type ThreadAction,
	type ThreadOutcome,
	type ThreadReader,
	type Workshop,
} from '@charrette/shared'
import { useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { sendThreadAction } from '../connection/api/threads.ts'
import { localStore } from '../connection/browserStorage.ts'
import type { Credentials } from '../connection/credentials.ts'
import { LOCAL_KEYS } from '../connection/storageKeys.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { LOCAL_ORIGIN } from '../sync/undoHistory.ts'
import { isComposing } from '../ui/isComposing.ts'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { useEvent } from '../ui/useEvent.ts'
import { type BoardThreads, observeThreads } from './BoardThreads.ts'
import { messageInAddress } from './messageLink.ts'
import { createReadMarks } from './readMarks.ts'
import { ThreadNews } from './ThreadNews.tsx'
import { type OpenThreads, ThreadContext, type ThreadPlace } from './ThreadPlace.ts'

interface LateThreadsProps {
	document: BoardDocument
	opening: OpenThreads
	/** Whether there were threads when the board was opened. */
	hadThreads: boolean
	onPlace: (place: ThreadPlace | null) => void
}

/**
 * Reads the threads of the open board, and gives them to its views with `onPlace`. It is a chunk of
 * its own, which is fetched after the board.
 */
export function LateThreads({ document, opening, hadThreads, onPlace }: LateThreadsProps) {
	const { credentials, workshop } = useBoardPlace()
	const reader = useThreadReader(credentials, workshop)
	const threads = useBoardThreads(document, { reader, hadThreads })
	const { mayWrite, send } = useThreadWriting(document)
	const place = useMemo<ThreadPlace | null>(
		() => threads && { ...opening, threads, reader, mayWrite, send },
		[threads, opening, reader, mayWrite, send],
	)
	useLayoutEffect(() => onPlace(place), [place, onPlace])
	useEffect(() => () => onPlace(null), [onPlace])
	useThreadsKey(opening)
	useLinkedMessage(place)
	return (
		<ThreadContext value={place}>
			<ThreadNews records={document.records} />
		</ThreadContext>
	)
}

/** Returns the threads of a board while it is open. */
function useBoardThreads(
	{ records }: BoardDocument,
	{ reader, hadThreads }: { reader: ThreadReader; hadThreads: boolean },
): BoardThreads | null {
	const { board } = useBoardPlace()
	const [threads, setThreads] = useState<BoardThreads | null>(null)
	useLayoutEffect(() => {
		const key = LOCAL_KEYS.threads(board, reader.author)
		const marks = createReadMarks({
			read: () => localStore.read(key),
			write: (value) => localStore.write(key, value),
		})
		const observed = observeThreads({ records, reader, marks, hadThreads })
		setThreads(observed)
		return () => {
			observed.close()
			setThreads(null)
		}
	}, [records, reader, board, hadThreads])
	return threads
}

/** Returns this person as a reader of threads; the same object until their groups change. */
function useThreadReader({ participant, role }: Credentials, workshop: Workshop): ThreadReader {
	const author = participant ?? FACILITATOR
	const names = namesOfReader(author, workshop).join(' ')
	return useMemo(
		() => ({ author, isOnePerson: role !== 'facilitator', names: new Set(names.split(' ')) }),
		[author, role, names],
	)
}

/**
 * Returns the function that makes a change of threads, and whether this person may write. A person
 * who can edit the board changes its document, without a connection as well; the server makes the
 * changes of others.
 */
function useThreadWriting(document: BoardDocument): Pick<ThreadPlace, 'mayWrite' | 'send'> {
	const { credentials, workshop, board, clock } = useBoardPlace()
	const { t } = useTranslation('panels')
	const canEdit = useSyncExternalStore(document.canWrite.subscribe, document.canWrite.get)
	const attempt = useAttempt()
	const showToast = useToast()
	const send = useEvent(async (action: ThreadAction) => {
		if (!document.canWrite.get()) return (await attempt(() => post(credentials, board, action))) ?? false
		const by = { author: credentials.participant ?? FACILITATOR, isFacilitator: credentials.role === 'facilitator' }
		const outcome = change(document, action, { ...by, at: clock.now() })
		if (outcome === 'changed' || outcome === 'unchanged') return true
		showToast(t(`failed.${outcome}`), 'error')
		return false
	})
	return { mayWrite: canEdit || mayWriteThreads(workshop, credentials, board), send }
}

async function post(credentials: Credentials, board: BoardId, action: ThreadAction): Promise<true> {
	await sendThreadAction(credentials, board, action)
	return true
}

function change(
	{ records, undo }: BoardDocument,
	action: ThreadAction,
	by: Parameters<typeof applyThreadAction>[2],
): ThreadOutcome {
	undo.startStep()
	const outcome = (records.doc as Y.Doc).transact(() => applyThreadAction(records, action, by), LOCAL_ORIGIN)
	undo.startStep()
	return outcome
}

/** Alt+M opens all threads, also while this person types. */
function useThreadsKey(opening: OpenThreads): void {
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			const { code, altKey, ctrlKey, metaKey, shiftKey } = event
			if (code !== 'KeyM' || !altKey || ctrlKey || metaKey || shiftKey) return
			if (isComposing(event) || window.document.querySelector('dialog[open]')) return
			event.preventDefault()
			event.stopPropagation()
			opening.openAll()
		}
		window.addEventListener('keydown', onKeyDown, { capture: true })
		return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
	}, [opening])
}

/** Opens the message that the page's address names, once it is there. */
function useLinkedMessage(place: ThreadPlace | null): void {
	const [linked, setLinked] = useState(messageInAddress)
	useEffect(() => {
		if (!place || linked === null) return undefined
		const { threads } = place
		const openOnce = () => {
			const isIn = ({ messages }: { messages: readonly { id: string }[] }) => messages.some(({ id }) => id === linked)
			const found = threads.list().find(({ open, resolved }) => [...open, ...resolved].some(isIn))
			if (!found) return
			setLinked(null)
			place.open(found.key, linked as MessageId)
		}
		openOnce()
		return threads.version.subscribe(openOnce)
	}, [place, linked])
}
