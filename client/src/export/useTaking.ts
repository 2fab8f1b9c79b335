import { useEffect, useRef, useState } from 'react'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { ApiError } from '../session/api.ts'
import { useToast } from '../ui/ToastProvider.tsx'
import type { Format } from './formats.ts'
import type { PictureWish } from './PictureWish.ts'
import { type TakeHome, takeHome } from './takeHome.ts'

/** How far a file is that is being made, and how it is called off. */
export interface Progress {
	done: number
	all: number
	cancel: () => void
}

/** The taking home of a board: what is under way, and what went wrong with the last. `onTaken` when a file was saved. */
export function useTaking(home: TakeHome, onTaken: () => void) {
	const { t } = useTranslation(['board', 'app'])
	const locale = useLocale()
	const showToast = useToast()
	const [progress, setProgress] = useState<Progress | null>(null)
	const [failure, setFailure] = useState<string | null>(null)
	const controller = useRef<AbortController | null>(null)
	useEffect(() => () => controller.current?.abort(), [])

	const take = async (format: Format, wish: PictureWish) => {
		const { signal, abort } = begin()
		const cancel = () => {
			abort()
			setProgress(null)
		}
		setFailure(null)
		setProgress({ done: 0, all: 1, cancel })
		try {
			const onProgress = (done: number, all: number) => {
				signal.throwIfAborted()
				setProgress({ done, all, cancel })
			}
			const name = await takeHome(home, { format, wish, locale, onProgress, signal })
			if (name === null) return setFailure(t('take.empty'))
			showToast(t('take.saved', { name }))
			onTaken()
		} catch (thrown) {
			if (signal.aborted) return
			// A browser gives no reason, only that it ran out of something.
			setFailure(thrown instanceof ApiError ? t(`app:errors.${thrown.code}`) : t('take.failed'))
		} finally {
			// Another may be under way by now.
			if (!signal.aborted) setProgress(null)
		}
	}
	const begin = () => {
		controller.current?.abort()
		const begun = new AbortController()
		controller.current = begun
		return { signal: begun.signal, abort: () => begun.abort() }
	}
	return { take, progress, failure }
}
