import type { BoardId, CardKind, Workshop } from '@charrette/shared'
import { type ReactNode, useCallback, useState, useSyncExternalStore } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import type { CardDetailsPanelProps } from '../details/CardDetailsPanel.tsx'
import type { SimilarDialogProps } from '../exchange/SimilarDialog.tsx'
import { ReactionContext, useBoardReactions } from '../reactions/useBoardReactions.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { DetailsContext, PlenaryContext, SearchedWorkshopContext, SimilarContext } from '../workshop/detailsContext.ts'
import { useLazyDialog } from '../workshop/useLazyDialog.tsx'
import { plenaryFor, useSendToPlenary } from '../workshop/useSendToPlenary.ts'

interface CardExtrasProps {
	document: BoardDocument
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	isLive: boolean
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
	const { document, credentials, workshop, board, isLive, isPrivate, reactionHints, children } = props
	const reactions = useBoardReactions({ credentials, board, isLive, hints: reactionHints })
	const canEdit = useSyncExternalStore(document.canWrite.subscribe, document.canWrite.get)
	const [card, setCard] = useState('')
	const { open, dialog } = useLazyDialog<CardDetailsPanelProps>(
		{
			load: async () => (await fetchChunkOnce(() => import('../details/CardDetailsPanel.tsx'))).CardDetailsPanel,
			texts: 'board',
		},
		{ document, workshop, credentials, board, card, canEdit },
	)
	const show = useCallback(
		(id: string) => {
			setCard(id)
			open()
		},
		[open],
	)
	const sendToPlenary = useSendToPlenary(workshop, credentials)
	const session = isPrivate ? null : plenaryFor(workshop, credentials, board)
	const send = (shapes: readonly string[]) => {
		if (session) void sendToPlenary(session, { what: 'shapes', board, shapes: [...shapes] })
	}
	const similar = useSimilarDialog({ credentials, board, canEdit })
	return (
		<ReactionContext value={isPrivate ? null : reactions}>
			<SimilarContext value={isPrivate ? null : similar.show}>
				<PlenaryContext value={session && send}>
					<DetailsContext value={show}>
						<SearchedWorkshopContext value={workshop}>{children}</SearchedWorkshopContext>
						{dialog}
						{similar.dialog}
					</DetailsContext>
				</PlenaryContext>
			</SimilarContext>
		</ReactionContext>
	)
}

/** Returns the dialog with similar cards of others, which is a chunk of its own. */
function useSimilarDialog(shared: Pick<SimilarDialogProps, 'credentials' | 'board' | 'canEdit'>) {
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
