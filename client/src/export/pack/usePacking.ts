import { useEffect, useRef, useState } from 'react'
import { useLocale } from '../../i18n/useTranslation.ts'
import { type FailureCode, failureOf } from '../../session/api.ts'
import { saveFile } from '../../ui/saveFile.ts'
import type { Pack, PackOrder } from './Pack.ts'

/** Where the making of a pack is. */
export type PackingState =
	| { step: 'idle' }
	| { step: 'making'; board: string | null; done: number; all: number; isWaiting: boolean; cancel: () => void }
	| { step: 'made'; pack: Omit<Pack, 'blob'> }
	| { step: 'failed'; code: FailureCode }

/** The making of packs, one at a time; what is under way ends with the component. */
export function usePacking() {
	const locale = useLocale()
	const [state, setState] = useState<PackingState>({ step: 'idle' })
	const running = useRef<AbortController | null>(null)
	useEffect(() => () => running.current?.abort(), [])

	const pack = async (order: Omit<PackOrder, 'locale' | 'onProgress' | 'onWaiting' | 'signal'>) => {
		const controller = new AbortController()
		running.current = controller
		const { signal } = controller
		const cancel = () => {
			controller.abort()
			setState({ step: 'idle' })
		}
		setState({ step: 'making', board: null, done: 0, all: 1, isWaiting: false, cancel })
		try {
			const onProgress: PackOrder['onProgress'] = (step) => {
				// Called off before it began, it must not seem to be under way.
				signal.throwIfAborted()
				setState({ step: 'making', ...step, isWaiting: false, cancel })
			}
			const onWaiting = (isWaiting: boolean) => setState((was) => (was.step === 'making' ? { ...was, isWaiting } : was))
			// What draws boards weighs more than the desk: it comes when it is wanted.
			const { makePack } = await import('./makePack.ts')
			const { blob, ...made } = await makePack({ ...order, locale, onProgress, onWaiting, signal })
			signal.throwIfAborted()
			saveFile(blob, made.name)
			setState({ step: 'made', pack: made })
		} catch (thrown) {
			if (!signal.aborted) setState({ step: 'failed', code: failureOf(thrown) })
		}
	}
	return { pack, state }
}
