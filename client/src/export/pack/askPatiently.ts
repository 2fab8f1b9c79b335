import { failureOf } from '../../session/api.ts'
import type { PackOrder } from './Pack.ts'

const AGAIN_MS = 2000

/**
 * Asks the server for a part of a pack. Where it cannot be reached the pack waits until it can, and says so: what is made
 * already is not to be lost with the line. Throws what else goes wrong, and the signal's reason when it is called off.
 */
export async function askPatiently<Answer>(
	{ signal, onWaiting }: Pick<PackOrder, 'signal' | 'onWaiting'>,
	ask: () => Promise<Answer>,
): Promise<Answer> {
	for (let times = 1; ; times++) {
		try {
			const answer = await ask()
			if (times > 1) onWaiting(false)
			return answer
		} catch (thrown) {
			signal.throwIfAborted()
			if (failureOf(thrown) !== 'offline') throw thrown
			onWaiting(true)
			await pause(signal)
		}
	}
}

function pause(signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(resolve, AGAIN_MS)
		signal.addEventListener('abort', () => {
			clearTimeout(timer)
			reject(signal.reason)
		})
	})
}
