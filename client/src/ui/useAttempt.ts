import { useCallback, useEffect } from 'react'
import { type FailureCode, failureOf } from '../connection/http.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useToast } from './Toasts.tsx'

/** Awaits a call. Resolves to null if the call fails, after a toast that shows the reason. */
export type Attempt = <Result>(call: () => Promise<Result>) => Promise<Result | null>

/** A function that makes calls and shows their failures; the same function on each render. */
export function useAttempt(): Attempt {
	const { t } = useTranslation()
	const showToast = useToast()
	return useCallback(
		async (call) => {
			try {
				return await call()
			} catch (thrown) {
				showToast(t(`errors.${failureOf(thrown)}`), 'error')
				return null
			}
		},
		[showToast, t],
	)
}

/** Shows a toast when something begins to fail, such as a query; null while it does not. */
export function useFailureToast(failure: FailureCode | null): void {
	const { t } = useTranslation()
	const showToast = useToast()
	useEffect(() => {
		if (failure) showToast(t(`errors.${failure}`), 'error')
	}, [failure, showToast, t])
}
