import { setTimeout } from 'node:timers/promises'
import { recordsOf } from '@charrette/shared'
import type * as Y from 'yjs'
import type { Room } from './Room.ts'

const ASK_AGAIN_MS = 100

interface Move {
	bring(held: readonly Y.Doc[], doc: Y.Doc): void
	isClosing(): boolean
}

/**
 * Brings what private rooms hold into their board, and empties them, in one step: no edit comes in between. On disk the board
 * comes first, so that whatever ends the process leaves nothing out; what is then in both is brought once, since ids are kept.
 */
export async function moveHeld(held: readonly Room[], board: Room, { bring, isClosing }: Move): Promise<void> {
	const docs = held.map((room) => room.doc)
	const written = board.write((doc) => bring(docs, doc))
	const isDurable = waitUntilDurable(board, { written, isClosing })
	const emptied = held.map((room) => room.write((doc) => recordsOf(doc).clear(), { after: isDurable }))
	await Promise.all([written, ...emptied])
}

/** A board that cannot be written now tries again by itself (ACK4). */
async function waitUntilDurable(
	board: Room,
	{ written, isClosing }: { written: Promise<void>; isClosing(): boolean },
): Promise<void> {
	await written.catch(() => {})
	while (!board.isDurable && !isClosing()) await setTimeout(ASK_AGAIN_MS)
}
