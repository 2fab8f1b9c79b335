import type { CardShape, Role } from '@charrette/shared'

/** Whether a card is locked for this role: by a person (LOCK1), or by the facilitator (SETUP1). */
export function isCardLocked(shape: CardShape | undefined, role: Role): boolean {
	return shape?.isLocked === true || (shape?.meta['isSetUp'] === true && role !== 'facilitator')
}
