import type { Workshop } from '@charrette/shared'
import type { Credentials } from '../../session/credentials.ts'
import type { RunCommand } from '../useCommand.ts'

/** What is known of votes at the desk, and how they are conducted. */
export interface VoteSectionProps {
	credentials: Credentials
	workshop: Workshop
	run: RunCommand
	/** Whether the workshop's room is heard. */
	isLive: boolean
	/** Rises whenever somebody has voted. */
	ballots: number
}
