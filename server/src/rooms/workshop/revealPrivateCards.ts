import { setTimeout as delay } from 'node:timers/promises'
import { recordsOf } from '@charrette/shared'
import type * as Y from 'yjs'
import type { Room } from '../Room.ts'

const POLL_MS = 100

interface Reveal {
	moveCards(privateDocs: readonly Y.Doc[], doc: Y.Doc): void
	isClosing(): boolean
}

/**
 * Moves the cards of private rooms to their board in one step, so that no edit comes in between. On
 * disk the board is written first: a crash leaves a card in both documents at worst, and it is
 * moved once, because it keeps its id.
 */
export async function revealPrivateCards(
	privateRooms: readonly Room[],
	board: Room,
	{ moveCards, isClosing }: Reveal,
): Promise<void> {
	for (const room of privateRooms) room.delivery.applyReceived()
	const docs = privateRooms.map((room) => room.doc)
	const written = board.writes.write((doc) => moveCards(docs, doc), { isWaiting: true })
	const isDurable = waitUntilDurable(board, { written, isClosing }).then(() => {
		// The board's document is loaded again without the cards, so the private documents are loaded
		// again with them.
		if (board.delivery.hasFailed)
			for (const room of privateRooms) room.delivery.fail(new Error(`${board.id} has failed`))
	})
	const emptied = privateRooms.map((room) => room.writes.write((doc) => recordsOf(doc).clear(), { after: isDurable }))
	await Promise.all([written, ...emptied])
}

/**
 * Waits until the board is durable or has failed, or the server closes. A board that cannot be
 * written now retries by itself (ACK4).
 */
async function waitUntilDurable(
	board: Room,
	{ written, isClosing }: { written: Promise<void>; isClosing(): boolean },
): Promise<void> {
	await written.catch(() => {})
	while (!board.delivery.isDurable && !board.delivery.hasFailed && !isClosing()) await delay(POLL_MS)
}
