import type { Workshop } from '@charrette/shared'
import type { Credentials } from '../../session/credentials.ts'
import type { RunCommand } from '../useCommand.ts'

/** What the run sheet is of, and how it is changed. */
export interface RunSheetProps {
	credentials: Credentials
	workshop: Workshop
	run: RunCommand
}
