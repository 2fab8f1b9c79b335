import type { Workshop } from '@charrette/shared'
import type { RunCommand } from '../useCommand.ts'

/** What conducting needs, whatever is conducted. */
export interface ConductProps {
	workshop: Workshop
	run: RunCommand
}
