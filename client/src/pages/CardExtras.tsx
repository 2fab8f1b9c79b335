import type { BoardPresence, CardKind, Presence } from '@charrette/shared'
import { type ReactNode, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import {
	DetailsContext,
	DocumentContext,
	PaperNotesContext,
	PlenaryContext,
	ShareContext,
	SimilarContext,
	SortingContext,
	TranslationContext,
} from '../boardParts/detailsContext.ts'
import { plenaryFor, useSendToPlenary } from '../boardParts/useSendToPlenary.ts'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import type { BoardPanelProps, PanelContent } from '../details/BoardPanel.tsx'
import type { TranslationDialogProps } from '../details/TranslationDialog.tsx'
import type { DocumentReaderProps } from '../documents/DocumentReader.tsx'
import type { SimilarDialogProps } from '../exchange/SimilarDialog.tsx'
import { loadNamespace, useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { exchangePath } from '../navigation/paths.ts'
import type { PaperNotesDialogProps } from '../paperNotes/PaperNotesDialog.tsx'
import { ReactionContext, useBoardReactions } from '../reactions/useBoardReactions.ts'
import { ReadingProvider } from '../reading/ReadingProvider.tsx'
import type { SortingPanelProps } from '../sorting/SortingPanel.tsx'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { observeWriting } from '../sync/recordEvents.ts'
import { type OpenThreads, OpenThreadsContext, ThreadContext, type ThreadPlace } from '../threads/ThreadPlace.ts'
import { useToast } from '../ui/Toasts.tsx'
import { useEvent } from '../ui/useEvent.ts'
import { useLateComponent } from '../ui/useLateComponent.ts'
import { useLazyDialog } from '../ui/useLazyDialog.tsx'

interface CardExtrasProps {
	document: BoardDocument
	/**
	 * Whether the document is this person's private one: other people do not see its cards, and
	 * cannot react to them.
	 */
	isPrivate: boolean
	/** Increases when reactions at this board changed. */
	reactionHints: number
	children: ReactNode
}

/**
 * The features of a card besides its text, in every view of a board: reactions, the details panel,
 * similar ideas of others, and sending it to the plenary board.
 */
export function CardExtras(props: CardExtrasProps) {
	const { document, isPrivate, reactionHints, children } = props
	const { credentials, workshop, board, isLive } = useBoardPlace()
	const reactions = useBoardReactions({ credentials, board, isLive, hints: reactionHints })
	const canEdit = useSyncExternalStore(document.canWrite.subscribe, document.canWrite.get)
	const panel = useBoardPanel(document)
	const sorting = useSortingPanel(document, isPrivate)
	const reader = useReader(document)
	useSortingNews(document)
	const hint = useWritingHint(document)
	const showContent = useEvent((content: PanelContent) => {
		sorting.close()
		reader.close()
		panel.showContent(content)
	})
	const suggestClusters = useEvent((selected: readonly string[] | null) => {
		panel.close()
		reader.close()
		sorting.show(selected)
	})
	const openDocument = useEvent((card: string) => {
		panel.close()
		sorting.close()
		reader.show(card)
	})
	const show = useCallback(
		(of: string) => showContent({ type: 'details', of, focus: null, isFromThreads: false }),
		[showContent],
	)
	const threads = useLateThreads({ document, isPrivate, showContent })
	const translation = useTranslationDialog({ document, workshop, credentials, board, canEdit })
	const notes = useNotesDialog({ document, workshop, credentials, board })
	const sendToPlenary = useSendToPlenary(workshop, credentials)
	const session = isPrivate ? null : plenaryFor(workshop, credentials, board)
	const send = (shapes: readonly string[]) => {
		if (session) void sendToPlenary(session, { what: 'shapes', board, shapes: [...shapes] })
	}
	const similar = useSimilarDialog({ credentials, workshop, board, canEdit })
	const opened = { board, document, isPrivate }
	const [, navigate] = useLocation()
	// The page asks for a confirmation, and knows the practice if there is one already.
	const share = (id: string) => navigate(`${exchangePath(credentials, { practice: 'new', board })}&card=${id}`)
	const canShare = !isPrivate && credentials.role !== 'projector'
	return (
		<OpenThreadsContext value={threads.opening}>
			<ThreadContext value={threads.place}>
				<ReactionContext value={isPrivate ? null : reactions}>
					<SimilarContext value={isPrivate ? null : similar.show}>
						<ShareContext value={canShare ? share : null}>
							<PlenaryContext value={session && send}>
								<DetailsContext value={show}>
									<SortingContext value={canEdit ? suggestClusters : null}>
										<ReadingProvider credentials={credentials} workshop={workshop} opened={opened}>
											<TranslationContext value={translation.show}>
												<DocumentContext value={openDocument}>
													<PaperNotesContext value={canEdit ? notes.show : null}>{children}</PaperNotesContext>
													{panel.dialog}
													{sorting.dialog}
													{hint}
													{reader.dialog}
												</DocumentContext>
												{threads.reading}
												{translation.dialog}
												{notes.dialog}
											</TranslationContext>
										</ReadingProvider>
									</SortingContext>
									{similar.dialog}
								</DetailsContext>
							</PlenaryContext>
						</ShareContext>
					</SimilarContext>
				</ReactionContext>
			</ThreadContext>
		</OpenThreadsContext>
	)
}

/** Returns the panel beside the board, a chunk of its own. */
function useBoardPanel(document: BoardDocument) {
	const [content, setContent] = useState<PanelContent>({ type: 'threads' })
	const { open, close, dialog } = useLazyDialog<BoardPanelProps>(
		{
			load: async () => (await fetchChunkOnce(() => import('../details/BoardPanel.tsx'))).BoardPanel,
			texts: 'panels',
		},
		{ document, content, onContent: setContent },
	)
	const showContent = useCallback(
		(shown: PanelContent) => {
			setContent(shown)
			open()
		},
		[open],
	)
	return { showContent, close, dialog }
}

/** Returns the panel of suggested clusters, a chunk of its own. */
function useSortingPanel(document: BoardDocument, isPrivate: boolean) {
	const [selected, setSelected] = useState<readonly string[] | null>(null)
	const load = async () => (await fetchChunkOnce(() => import('../sorting/SortingPanel.tsx'))).SortingPanel
	const props = { document, selected, isPrivate }
	const { open, close, dialog } = useLazyDialog<SortingPanelProps>({ load, texts: 'panels' }, props)
	const show = (shapes: readonly string[] | null) => {
		setSelected(shapes)
		open()
	}
	return { show, close, dialog }
}

const loadHint = async () => {
	const [{ WritingHint }] = await Promise.all([
		fetchChunkOnce(() => import('../sorting/WritingHint.tsx')),
		loadNamespace('panels'),
	])
	return WritingHint
}

/** Returns the hint that others wrote nearly the same (SORT8), once this person has written. */
function useWritingHint(document: BoardDocument): ReactNode {
	const [card, setCard] = useState<string | null>(null)
	useEffect(() => observeWriting(document.records, setCard), [document])
	const WritingHint = useLateComponent(card !== null, loadHint)
	return WritingHint && <WritingHint document={document} card={card} />
}

/** Returns the reader of documents beside the board, a chunk of its own (CASE4). */
function useReader(document: BoardDocument) {
	const [card, setCard] = useState('')
	const load = async () => (await fetchChunkOnce(() => import('../documents/DocumentReader.tsx'))).DocumentReader
	const { open, close, dialog } = useLazyDialog<DocumentReaderProps>({ load, texts: 'documents' }, { document, card })
	const show = (shown: string) => {
		setCard(shown)
		open()
	}
	return { show, close, dialog }
}

/** Announces that others begin to sort the cards (SORT5). */
function useSortingNews({ awareness }: BoardDocument): void {
	const { t } = useTranslation(['board', 'app'])
	const showToast = useToast()
	const announce = useEvent((name: string) =>
		showToast(t('board:sorting.by', { name: name || t('app:people.facilitator') })),
	)
	useEffect(() => {
		let known = new Set<number>()
		const read = () => {
			const now = new Set<number>()
			for (const [client, { user, sorting }] of awareness.getStates() as Map<
				number,
				Partial<Presence<BoardPresence>>
			>) {
				if (sorting !== true || client === awareness.clientID) continue
				now.add(client)
				if (!known.has(client)) announce(user?.name ?? '')
			}
			known = now
		}
		read()
		awareness.on('change', read)
		return () => awareness.off('change', read)
	}, [awareness, announce])
}

const loadThreads = async () => {
	const [{ LateThreads }] = await Promise.all([
		fetchChunkOnce(() => import('../threads/LateThreads.tsx')),
		loadNamespace('panels'),
	])
	return LateThreads
}
/** The time after which the threads of a board are read that had none when it was opened. */
const LATE_MS = 2000

interface ThreadsOptions {
	document: BoardDocument
	isPrivate: boolean
	showContent: (content: PanelContent) => void
}

/** Returns the threads of the board once they are read, and the component that reads them. */
function useLateThreads({ document, isPrivate, showContent }: ThreadsOptions) {
	const [place, setPlace] = useState<ThreadPlace | null>(null)
	const [isDue, setDue] = useState(false)
	const [hadThreads, setHadThreads] = useState(true)
	const opening = useMemo<OpenThreads>(() => {
		const show = (content: PanelContent) => {
			setDue(true)
			showContent(content)
		}
		return {
			open: (of, message) => show({ type: 'details', of, focus: message ?? 'field', isFromThreads: false }),
			openAll: () => show({ type: 'threads' }),
		}
	}, [showContent])
	useEffect(() => {
		const hasThreads = [...document.records.keys()].some((id) => id.startsWith('thread:'))
		setHadThreads(hasThreads)
		const timer = setTimeout(() => setDue(true), hasThreads ? 0 : LATE_MS)
		return () => clearTimeout(timer)
	}, [document])
	const LateThreads = useLateComponent(isDue && !isPrivate, loadThreads)
	const reading = LateThreads && !isPrivate && <LateThreads {...{ document, opening, hadThreads }} onPlace={setPlace} />
	return { opening: isPrivate ? null : opening, place, reading }
}

/** Returns the dialog with similar cards of others, which is a chunk of its own. */
function useSimilarDialog(shared: Pick<SimilarDialogProps, 'credentials' | 'workshop' | 'board' | 'canEdit'>) {
	const [card, setCard] = useState<{ id: string; kind: CardKind } | null>(null)
	const load = async () => (await fetchChunkOnce(() => import('../exchange/SimilarDialog.tsx'))).SimilarDialog
	const props = { ...shared, card: card?.id ?? '', isSolution: card?.kind === 'solution' }
	const { open, dialog } = useLazyDialog<SimilarDialogProps>({ load, texts: 'exchange' }, props)
	const show = useCallback(
		(shown: { id: string; kind: CardKind }) => {
			setCard(shown)
			open()
		},
		[open],
	)
	return { show, dialog }
}

/** Returns the dialog with a card's translation, which is a chunk of its own. */
function useTranslationDialog(shared: Omit<TranslationDialogProps, 'card' | 'locale' | 'onClose'>) {
	const [of, setOf] = useState<Pick<TranslationDialogProps, 'card' | 'locale'>>({ card: '', locale: null })
	const load = async () => (await fetchChunkOnce(() => import('../details/TranslationDialog.tsx'))).TranslationDialog
	const { open, dialog } = useLazyDialog<TranslationDialogProps>({ load, texts: 'panels' }, { ...shared, ...of })
	const show = useCallback(
		(card: string, locale: string | null) => {
			setOf({ card, locale })
			open()
		},
		[open],
	)
	return { show, dialog }
}

/** Returns the dialog that reads the notes in a photo, which is a chunk of its own. */
function useNotesDialog(shared: Omit<PaperNotesDialogProps, 'photo' | 'onClose'>) {
	const [photo, setPhoto] = useState('')
	const load = async () => (await fetchChunkOnce(() => import('../paperNotes/PaperNotesDialog.tsx'))).PaperNotesDialog
	const { open, dialog } = useLazyDialog<PaperNotesDialogProps>({ load, texts: 'import' }, { ...shared, photo })
	const show = useCallback(
		(shown: string) => {
			setPhoto(shown)
			open()
		},
		[open],
	)
	return { show, dialog }
}
