import type { Command, CommandResult, Workshop } from '@charrette/shared'
import { useCallback } from 'react'
import { sendCommand } from '../connection/api.ts'
import type { Credentials } from '../connection/credentials.ts'
import { failureOf } from '../connection/http.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useToast } from '../ui/Toasts.tsx'

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

/** What conducting needs, whatever is conducted. */
export interface ControlProps {
	workshop: Workshop
	run: RunCommand
}

/** What the run sheet is of, and how it is changed. */
export interface RunSheetProps {
	credentials: Credentials
	workshop: Workshop
	run: RunCommand
}
