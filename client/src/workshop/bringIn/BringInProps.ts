import type { BoardId, Workshop } from '@charrette/shared'
import type { Credentials } from '../../session/credentials.ts'

/** What bringing a file in is about. */
export interface BringInProps {
	credentials: Credentials
	workshop: Workshop
	/** The board at hand; null at the desk, where boards of their own are made. */
	board: BoardId | null
	/** A file that is there already. */
	file: File | null
	/** Shows records that came, where the view can. */
	onShow?: (records: readonly string[]) => void
	/** Takes records that came off the board again. */
	onTakeOut?: (records: readonly string[]) => void
	onClose: () => void
}
