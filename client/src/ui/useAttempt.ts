import { useCallback, useEffect } from 'react'
import { type FailureCode, failureOf } from '../connection/http.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useToast } from './Toasts.tsx'

/** Awaits a call. If it fails, a toast shows the reason and the promise resolves to null. */
export type Attempt = <Result>(call: () => Promise<Result>) => Promise<Result | null>

/**
 * Returns a function that makes calls and shows their failures; the same function on each render.
 */
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

/**
 * Shows a toast when an operation, such as a query, starts to fail; `failure` is null otherwise.
 */
export function useFailureToast(failure: FailureCode | null): void {
	const { t } = useTranslation()
	const showToast = useToast()
	useEffect(() => {
		if (failure) showToast(t(`errors.${failure}`), 'error')
	}, [failure, showToast, t])
}
