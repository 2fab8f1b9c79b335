import type { BallotView, CardDots } from '@charrette/shared'
import type { Cell } from '../session/cell.ts'
import { withDots } from './ballot.ts'

interface Urn {
	/** What is shown of the ballot. */
	shown: Cell<BallotView | null>
	cast(dots: CardDots): Promise<BallotView>
	read(): Promise<BallotView>
	onRefused(thrown: unknown): void
}

/**
 * Gives dots one after the other, each shown at once. The newest answer is what counts; after a refusal the ballot is
 * what the server says it is.
 */
export function castDots({ shown, cast, read, onRefused }: Urn): (dots: CardDots) => void {
	let last = Promise.resolve()
	let waiting = 0
	const settle = (view: BallotView) => {
		if (waiting === 0) shown.set(view)
	}
	return (dots) => {
		const before = shown.get()
		if (!before) return
		shown.set(withDots(before, dots))
		waiting++
		last = last.then(async () => {
			try {
				const view = await cast(dots)
				waiting--
				settle(view)
			} catch (thrown) {
				waiting--
				onRefused(thrown)
				await read().then(settle, () => settle(before))
			}
		})
	}
}
