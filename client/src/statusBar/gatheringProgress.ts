import type { Gathering, Workshop } from '@charrette/shared'
import type { Person } from '../connection/useWorkshop.ts'
import { compareNames } from '../i18n/compareNames.ts'

/** People of a gathering who are online: those at its board, and the sorted names of the others. */
export interface GatheringProgress {
	here: number
	online: number
	missing: string[]
}

/** Returns how far a gathering has come. A person with several devices counts once. */
export function gatheringProgress(
	{ participants }: Pick<Workshop, 'participants'>,
	{ board }: Gathering,
	people: readonly Person[],
): GatheringProgress {
	const idsOf = (present: readonly Person[]) => new Set(present.map(({ participant }) => participant))
	const online = idsOf(people)
	const here = idsOf(people.filter((person) => person.board === board))
	const present = participants.filter(({ id }) => online.has(id))
	const missing = present.filter(({ id }) => !here.has(id)).map(({ name }) => name)
	missing.sort(compareNames)
	return { here: present.length - missing.length, online: present.length, missing }
}
