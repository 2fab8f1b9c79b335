import type { Command, CommandResult, Workshop } from '@charrette/shared'
import { useCallback } from 'react'
import { sendCommand } from '../connection/api/commands.ts'
import type { Credentials } from '../connection/credentials.ts'
import { useAttempt } from '../ui/useAttempt.ts'

/** Sends a command. If it fails, a toast shows the reason and the promise resolves to null. */
export type RunCommand = (command: Command) => Promise<CommandResult | null>

/** The props of every control that changes the workshop. */
export interface ControlProps {
	workshop: Workshop
	run: RunCommand
}

/** Returns a function that sends commands; their effect arrives with the workshop's next state. */
export function useCommand(credentials: Credentials): RunCommand {
	const attempt = useAttempt()
	return useCallback((command) => attempt(() => sendCommand(credentials, command)), [attempt, credentials])
}
