import type { StorageState } from '@charrette/shared'
import type { IconName } from '../../ui/iconPaths.ts'

/** Why a person cannot edit a board. `visiting`: the board of another group. */
export type ReadOnlyReason = 'full' | 'frozen' | 'phase' | 'visiting'

/** The icon beside each reason. */
export const READ_ONLY_ICONS: Record<ReadOnlyReason, IconName> = {
	full: 'warning',
	frozen: 'freeze',
	phase: 'lock',
	visiting: 'lock',
}

/**
 * Why the board is read-only for this person; null if they can edit it. `isEditing`: the phase
 * allows edits.
 */
export function readOnlyReason(facts: {
	canEdit: boolean
	storage: StorageState
	isFrozen: boolean
	isEditing: boolean
}): ReadOnlyReason | null {
	if (facts.canEdit) return null
	if (facts.storage === 'full') return 'full'
	if (facts.isFrozen) return 'frozen'
	return facts.isEditing ? 'visiting' : 'phase'
}
