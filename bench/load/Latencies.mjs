const BUCKET_MS = 0.1
const MAX_MS = 20_000

/** A histogram of durations that gives their percentiles to a tenth of a millisecond. */
export class Latencies {
	count = 0
	#buckets = new Uint32Array(MAX_MS / BUCKET_MS + 1)

	add(ms) {
		this.count++
		this.#buckets[Math.max(0, Math.min(this.#buckets.length - 1, Math.floor(ms / BUCKET_MS)))]++
	}

	/**
	 * @param {number} share from 0 to 1 @returns {number | null} milliseconds; null if there are none
	 */
	percentile(share) {
		if (this.count === 0) return null
		let left = Math.ceil(this.count * share)
		const index = this.#buckets.findIndex((count) => {
			left -= count
			return left <= 0
		})
		return Math.round((index + 0.5) * BUCKET_MS * 100) / 100
	}

	summary() {
		return { p50: this.percentile(0.5), p95: this.percentile(0.95), p99: this.percentile(0.99), count: this.count }
	}
}
