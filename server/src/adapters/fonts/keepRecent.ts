/** What was asked for lately, up to a number of bytes. */
export interface Recent<Value> {
	get(key: string): Value | undefined
	/** Keeps `value`, which takes so many bytes, unless it is more than all that may be kept. */
	set(key: string, value: Value, bytes: number): void
}

/** Keeps what was asked for lately; what nobody has asked for the longest goes first. */
export function keepRecent<Value>(maxBytes: number): Recent<Value> {
	const kept = new Map<string, { value: Value; bytes: number }>()
	let total = 0
	const forget = (key: string) => {
		total -= kept.get(key)?.bytes ?? 0
		kept.delete(key)
	}
	return {
		get(key) {
			const found = kept.get(key)
			if (!found) return undefined
			// A map is in the order in which its entries came.
			kept.delete(key)
			kept.set(key, found)
			return found.value
		},
		set(key, value, bytes) {
			forget(key)
			if (bytes > maxBytes) return
			kept.set(key, { value, bytes })
			total += bytes
			for (const oldest of kept.keys()) {
				if (total <= maxBytes) return
				forget(oldest)
			}
		},
	}
}
