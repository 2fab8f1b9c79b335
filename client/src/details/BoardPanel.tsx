import { findBoard, type MessageId, readRecord, type ThreadTarget } from '@charrette/shared'
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { useReadTitle } from '../reading/useReading.tsx'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { BOARD_KEY } from '../threads/BoardThreads.ts'
import { ThreadSection } from '../threads/ThreadSection.tsx'
import { ThreadsPanel } from '../threads/ThreadsPanel.tsx'
import { CardDetailsPanel } from './CardDetailsPanel.tsx'
import { SidePanel } from './SidePanel.tsx'

/** What the panel beside the board shows: all threads, or the details of a shape or the board. */
export type PanelContent =
	| { type: 'threads' }
	| {
			type: 'details'
			/** A shape's id, or `BOARD_KEY`. */
			of: string
			focus: MessageId | 'field' | null
			/** Whether it was opened from all threads. */
			isFromThreads: boolean
	  }

export interface BoardPanelProps {
	document: BoardDocument
	content: PanelContent
	onContent: (content: PanelContent) => void
	onClose: () => void
}

/** The panel beside the board. */
export function BoardPanel({ document, content, onContent, onClose }: BoardPanelProps) {
	const { credentials, workshop, board } = useBoardPlace()
	const { t } = useTranslation('panels')
	const canEdit = useSyncExternalStore(document.canWrite.subscribe, document.canWrite.get)
	const showAll = useCallback(() => onContent({ type: 'threads' }), [onContent])
	if (content.type === 'threads')
		return (
			<SidePanel key="threads" title={t('all')} onBack={null} onClose={onClose}>
				<ThreadsPanel
					records={document.records}
					onOpen={(of, focus) => onContent({ type: 'details', of, focus, isFromThreads: true })}
				/>
			</SidePanel>
		)
	const { of, focus, isFromThreads } = content
	const shared = { focus, onBack: isFromThreads ? showAll : null, onClose }
	const target = targetOf(document, of)
	if (target?.type !== 'card') return <ThreadPanel key={of} {...shared} {...{ document, of }} target={target} />
	return <CardDetailsPanel key={of} {...{ ...shared, document, workshop, credentials, board, canEdit }} card={of} />
}

/** Returns what a conversation is on; null if the shape is gone. */
function targetOf({ records }: BoardDocument, id: string): ThreadTarget | null {
	if (id === BOARD_KEY) return { type: 'board' }
	const type = records.get(id)?.get('type')
	if (type === 'card') return { type, id }
	if (type === 'frame') return { type: 'cluster', id }
	return type === 'image' ? { type, id } : null
}

interface ThreadPanelProps {
	document: BoardDocument
	of: string
	target: ThreadTarget | null
	focus: MessageId | 'field' | null
	onBack: (() => void) | null
	onClose: () => void
}

/** The thread on a cluster, an image or the board, which have no other details. */
function ThreadPanel({ document, of, target, focus, onBack, onClose }: ThreadPanelProps) {
	const title = useTargetTitle(document, of)
	const isGone = target === null
	useEffect(() => {
		if (isGone) onClose()
	}, [isGone, onClose])
	if (!target) return null
	return (
		<SidePanel title={title} onBack={onBack} onClose={onClose} data-kind="note">
			<ThreadSection on={target} focus={focus ?? 'field'} />
		</SidePanel>
	)
}

/** Returns the title of a cluster or of the board, or the description of an image. */
function useTargetTitle({ records }: BoardDocument, of: string): string {
	const { t } = useTranslation(['board', 'panels'])
	const { workshop, board } = useBoardPlace()
	const map = records.get(of)
	const { props = {} } = map ? (readRecord(of, map) as { props?: Record<string, unknown> }) : {}
	const { name = '', alt = '' } = props
	const read = useReadTitle(of, String(name))
	if (of === BOARD_KEY) return findBoard(workshop, board)?.board.title ?? ''
	if (map?.get('type') === 'image') return String(alt) || t('image.unnamed')
	return read.text || t('cluster.untitled')
}
