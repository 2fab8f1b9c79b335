import type { Command } from '@charrette/shared'
import { GROUP_CHANGES } from '../groups/groupCommands.ts'
import { VOTE_CHANGES } from '../votes/voteCommands.ts'
import type { Changes } from './Change.ts'
import { PHASE_CHANGES, TIMER_CHANGES } from './phaseCommands.ts'
import { PRESENTATION_CHANGES } from './presentationCommands.ts'
import { SESSION_CHANGES } from './sessionCommands.ts'

/** The commands that change the workshop and touch nothing else. */
export type ChangeType = Extract<
	Command['type'],
	| keyof typeof SESSION_CHANGES
	| keyof typeof PHASE_CHANGES
	| keyof typeof TIMER_CHANGES
	| keyof typeof PRESENTATION_CHANGES
	| keyof typeof GROUP_CHANGES
	| keyof typeof VOTE_CHANGES
>

/** The change that each of them is. */
export const CHANGES: Changes<ChangeType> = {
	...SESSION_CHANGES,
	...PHASE_CHANGES,
	...TIMER_CHANGES,
	...PRESENTATION_CHANGES,
	...GROUP_CHANGES,
	...VOTE_CHANGES,
}
