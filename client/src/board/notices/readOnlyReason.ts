import type { StorageState } from '@charrette/shared'
import type { IconName } from '../../ui/iconPaths.ts'

/** What keeps one from changing a board. */
export type ReadOnlyReason = 'full' | 'frozen' | 'phase' | 'visiting'

/** The icon beside each reason. */
export const READ_ONLY_ICONS: Record<ReadOnlyReason, IconName> = {
	full: 'warning',
	frozen: 'freeze',
	phase: 'lock',
	visiting: 'lock',
}

/** Why one may only look, as the facts stand. */
export function readOnlyReason(facts: {
	canEdit: boolean
	storage: StorageState
	frozen: boolean
	isAtWork: boolean
}): ReadOnlyReason | null {
	if (facts.canEdit) return null
	if (facts.storage === 'full') return 'full'
	if (facts.frozen) return 'frozen'
	return facts.isAtWork ? 'visiting' : 'phase'
}
