import type { Command, CommandResult } from '@charrette/shared'
import type { Credentials } from '../credentials.ts'
import { callJson } from '../http.ts'

/** Sends a facilitator's command. */
export function sendCommand({ workshop, token }: Credentials, command: Command): Promise<CommandResult> {
	return callJson(`/api/workshops/${workshop}/commands`, { token, body: command })
}
