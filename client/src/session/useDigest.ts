import type { BoardDigest, BoardId } from '@charrette/shared'
import { useSyncExternalStore } from 'react'
import type { Readable } from './cell.ts'
import type { Digests } from './useWorkshop.ts'

/** How one board stands; null until one is told. The component renders anew when this board changes, not when others do. */
export function useDigest(digests: Readable<Digests>, board: BoardId): BoardDigest | null {
	return useSyncExternalStore(digests.subscribe, () => digests.get().get(board) ?? null)
}

/** How all boards stand that one was told of. */
export function useDigests(digests: Readable<Digests>): Digests {
	return useSyncExternalStore(digests.subscribe, digests.get)
}
