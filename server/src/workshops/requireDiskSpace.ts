import { AppError } from '../errors.ts'
import type { WorkshopDeps } from './WorkshopDeps.ts'

/**
 * Throws `storage_full` while the disk is below its floor. Call it before work that begins
 * something new; edits are still accepted (STORE4).
 */
export function requireDiskSpace({ storageHealth }: Pick<WorkshopDeps, 'storageHealth'>): void {
	if (storageHealth.isBelowFloor) throw new AppError('storage_full')
}
