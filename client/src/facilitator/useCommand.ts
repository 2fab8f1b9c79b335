import type { Command, CommandResult } from '@charrette/shared'
import { useCallback } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { failureOf, sendCommand } from '../session/api.ts'
import type { Credentials } from '../session/credentials.ts'
import { useToast } from '../ui/ToastProvider.tsx'

/** Sends a command and, when it fails, says why. Resolves to null then. */
export type RunCommand = (command: Command) => Promise<CommandResult | null>

/** The facilitator's commands; what they change comes back with the workshop's next state. */
export function useCommand(credentials: Credentials): RunCommand {
	const { t } = useTranslation()
	const showToast = useToast()
	return useCallback(
		async (command) => {
			try {
				return await sendCommand(credentials, command)
			} catch (thrown) {
				showToast(t(`errors.${failureOf(thrown)}`), 'error')
				return null
			}
		},
		[credentials, showToast, t],
	)
}
