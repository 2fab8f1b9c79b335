/* Notices that few boards ever show. They are fetched when they are due (LOAD1). */
import { useSyncExternalStore } from 'react'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { useLateComponent } from '../ui/useLateComponent.ts'

const loadFormerCards = async () =>
	(await fetchChunkOnce(() => import('../boardParts/private/FormerCardsNotice.tsx'))).FormerCardsNotice
const loadWaiting = async () => (await fetchChunkOnce(() => import('../statusBar/RareNotices.tsx'))).WaitingNotice

/** Offers the cards that a restore has removed. */
export function FormerCards({ document }: { document: BoardDocument }) {
	const { participant } = useBoardPlace().credentials
	const former = useSyncExternalStore(document.formerCards.subscribe, document.formerCards.get)
	const FormerCardsNotice = useLateComponent(former !== null, loadFormerCards)
	return former && FormerCardsNotice && <FormerCardsNotice document={document} former={former} author={participant} />
}

/** Says that edits wait for the device of another person. */
export function WaitingEdits({ document }: { document: BoardDocument }) {
	const { workshop } = useBoardPlace()
	const status = useSyncExternalStore(document.saveStatus.subscribe, document.saveStatus.get)
	const isDue = status.state === 'waitingForDevice'
	const WaitingNotice = useLateComponent(isDue, loadWaiting)
	return isDue && WaitingNotice && <WaitingNotice status={status} workshop={workshop} onKeep={document.keepWaiting} />
}
