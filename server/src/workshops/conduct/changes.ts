import type { Command } from '@charrette/shared'
import { GROUP_CHANGES } from '../groups/groupChanges.ts'
import { VOTE_CHANGES } from '../votes/voteChanges.ts'
import type { Changes } from './Change.ts'
import { PHASE_CHANGES } from './phaseChanges.ts'
import { SESSION_CHANGES } from './sessionChanges.ts'
import { STAGE_CHANGES } from './stageChanges.ts'
import { TIMER_CHANGES } from './timerChanges.ts'

/** The commands that change the workshop and touch nothing else. */
export type ChangeType = Extract<
	Command['type'],
	| keyof typeof SESSION_CHANGES
	| keyof typeof PHASE_CHANGES
	| keyof typeof TIMER_CHANGES
	| keyof typeof STAGE_CHANGES
	| keyof typeof GROUP_CHANGES
	| keyof typeof VOTE_CHANGES
>

/** The change that each of them is. */
export const CHANGES: Changes<ChangeType> = {
	...SESSION_CHANGES,
	...PHASE_CHANGES,
	...TIMER_CHANGES,
	...STAGE_CHANGES,
	...GROUP_CHANGES,
	...VOTE_CHANGES,
}
