import { mergeUpdates } from 'yjs'

/** `mergeUpdates` takes time proportional to the square of the number of its inputs. */
const MAX_INPUTS = 32

/**
 * Merges updates, in order, in time proportional to their size: few at a time, then the results
 * again. Returns null for none. `merge` is set by tests.
 */
export function mergeInTree(
	updates: readonly Uint8Array[],
	merge: (updates: Uint8Array[]) => Uint8Array = mergeUpdates,
): Uint8Array | null {
	let level = [...updates]
	while (level.length > 1) {
		const next: Uint8Array[] = []
		for (let at = 0; at < level.length; at += MAX_INPUTS) {
			const inputs = level.slice(at, at + MAX_INPUTS)
			next.push(inputs.length === 1 && inputs[0] ? inputs[0] : merge(inputs))
		}
		level = next
	}
	return level[0] ?? null
}
