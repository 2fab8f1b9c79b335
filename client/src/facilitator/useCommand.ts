import type { Command, CommandResult, Workshop } from '@charrette/shared'
import { useCallback } from 'react'
import { sendCommand } from '../connection/api.ts'
import type { Credentials } from '../connection/credentials.ts'
import { useAttempt } from '../ui/useAttempt.ts'

/** Sends a command. Resolves to null if it fails, after a toast that says why. */
export type RunCommand = (command: Command) => Promise<CommandResult | null>

/** The props of every control that changes the workshop. */
export interface ControlProps {
	workshop: Workshop
	run: RunCommand
}

/** The facilitator's commands; their effect arrives with the workshop's next state. */
export function useCommand(credentials: Credentials): RunCommand {
	const attempt = useAttempt()
	return useCallback((command) => attempt(() => sendCommand(credentials, command)), [attempt, credentials])
}
