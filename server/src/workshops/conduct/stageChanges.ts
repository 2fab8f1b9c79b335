import type { Changes } from './Change.ts'

/** What facilitators show and say to everybody. */
export const STAGE_CHANGES: Changes<'projection.set'> = {
	'projection.set': (workshop, { shows }) => ({ ...workshop, projection: shows, spotlight: null }),
}
