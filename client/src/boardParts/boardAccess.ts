import { type BoardId, findBoard, isEditingOpen, isGallery, type StorageState, type Workshop } from '@charrette/shared'
import type { IconName } from '../ui/iconPaths.ts'

/** The facts, besides the workshop, that decide about the access to a board. */
interface AccessFacts {
	canEdit: boolean
	storage: StorageState
	/** Whether this person can vote on this board now. */
	canVote: boolean
}

/** The reasons why a person cannot edit a board. `visiting`: it is not their own board. */
const READ_ONLY_ICONS = { full: 'warning', closed: 'lock', frozen: 'freeze', phase: 'lock', visiting: 'lock' } as const

interface AccessDescription {
	icon: IconName
	/** The key of a text about `board`. */
	text: `notice.${keyof typeof READ_ONLY_ICONS}` | 'vote.canVote' | 'walk.gallery'
}

/** Returns why the board is read-only for this person; null if they can edit it. */
export function describeAccess(workshop: Workshop, board: BoardId, facts: AccessFacts): AccessDescription | null {
	const found = findBoard(workshop, board)
	if (!found || facts.canEdit) return null
	const isEditing = isEditingOpen(workshop, found.session)
	const reason = workshop.isClosed ? 'closed' : readOnlyReason(facts.storage, found.board.frozen, isEditing)
	if (reason === 'phase' && facts.canVote) return { icon: 'check', text: 'vote.canVote' }
	if (reason === 'phase' && isGallery(workshop)) return { icon: 'check', text: 'walk.gallery' }
	return { icon: READ_ONLY_ICONS[reason], text: `notice.${reason}` }
}

/** Returns why a board is read-only. `isEditing` is true if the phase allows edits. */
function readOnlyReason(storage: StorageState, isFrozen: boolean, isEditing: boolean): keyof typeof READ_ONLY_ICONS {
	if (storage === 'full') return 'full'
	if (isFrozen) return 'frozen'
	return isEditing ? 'visiting' : 'phase'
}
