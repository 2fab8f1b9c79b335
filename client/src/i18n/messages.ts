import type { messages as app } from './app/en.ts'
import type { messages as board } from './board/en.ts'
import type { messages as bring } from './bring/en.ts'
import type { messages as desk } from './desk/en.ts'
import type { messages as history } from './history/en.ts'
import type { messages as pack } from './pack/en.ts'

/** The interface's texts by namespace; English gives the keys, every other language the same ones. */
export interface Messages {
	/** Every page. */
	app: typeof app
	/** A board's page. */
	board: typeof board
	/** The dialog for bringing files in, at a board and at the desk. */
	bring: typeof bring
	/** The facilitator's pages and the projector. */
	desk: typeof desk
	/** What was kept of a board. */
	history: typeof history
	/** The dialog for taking all boards home. */
	pack: typeof pack
}
export type Namespace = keyof Messages
