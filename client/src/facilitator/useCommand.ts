/*
 * The dashboard's calls to the server. A call that fails shows why in a toast: the code that made it only learns that it
 * failed.
 */
import type { Command, CommandResult, Workshop } from '@charrette/shared'
import { useCallback, useEffect } from 'react'
import { sendCommand } from '../connection/api.ts'
import type { Credentials } from '../connection/credentials.ts'
import { failureOf } from '../connection/http.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useToast } from '../ui/Toasts.tsx'

/** Sends a command. Resolves to null if it fails, after a toast that says why. */
export type RunCommand = (command: Command) => Promise<CommandResult | null>

/** The props of every control that changes the workshop. */
export interface ControlProps {
	workshop: Workshop
	run: RunCommand
}

/** The facilitator's commands; what they change arrives with the workshop's next state. */
export function useCommand(credentials: Credentials): RunCommand {
	const attempt = useAttempt()
	return useCallback((command) => attempt(() => sendCommand(credentials, command)), [attempt, credentials])
}

/** Returns a function that awaits a call. It resolves to null if the call fails, after a toast that says why. */
export function useAttempt(): <Result>(call: () => Promise<Result>) => Promise<Result | null> {
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

/** Shows in a toast why a query fails or is retried. */
export function useFailureToast(query: Parameters<typeof queryFailure>[0]): void {
	const { t } = useTranslation()
	const showToast = useToast()
	const failure = queryFailure(query)
	useEffect(() => {
		if (failure) showToast(t(`errors.${failure}`), 'error')
	}, [failure, showToast, t])
}
