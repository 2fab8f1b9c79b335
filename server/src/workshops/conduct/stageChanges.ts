import type { Changes } from './Change.ts'

/** What facilitators show and say to everybody, and whether names are shown. */
export const STAGE_CHANGES: Changes<'projection.set' | 'message.send' | 'message.clear' | 'anonymity.set'> = {
	'projection.set': (workshop, { shows }) => ({ ...workshop, projection: shows, spotlight: null }),
	'message.send': (workshop, { text }, { at }) => ({ ...workshop, message: { text, at } }),
	'message.clear': (workshop) => ({ ...workshop, message: null }),
	'anonymity.set': (workshop, { isAnonymous }) => ({ ...workshop, isAnonymous }),
}
