import {
	type CommandOf,
	currentSession,
	type Group,
	type GroupId,
	groupBy,
	hostOf,
	type Participant,
	type Workshop,
} from '@charrette/shared'
import { useCallback, useMemo } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { type ToastAction, useToast } from '../../ui/Toasts.tsx'
import type { RunCommand } from '../useCommand.ts'
import type { SeatedPerson } from './seatedPeople.ts'

type SeatCommand = CommandOf<'groups.seat'>

/** Returns the command that restores all seats, hosts, resting groups and the rotation (SEAT3). */
function seatsOf(workshop: Workshop): SeatCommand {
	const session = currentSession(workshop)
	const seats = (session?.groups ?? []).map((group) => ({
		group: group.id,
		people: workshop.participants.filter((person) => person.group === group.id).map(({ id }) => id),
		host: hostOf(group, workshop)?.id ?? null,
		isResting: group.isResting ?? false,
	}))
	return { type: 'groups.seat', seats, rotation: session?.rotation ?? null, othersRest: true }
}

/** Returns the command that seats these people where they sit now, as hosts if they are hosts. */
function seatsOfPeople(people: readonly SeatedPerson[]): SeatCommand {
	const seats = people.flatMap(({ participant: { id }, group, isHost }) =>
		group ? [{ group: group.id, people: [id], ...(isHost ? { host: id } : {}) }] : [],
	)
	return { type: 'groups.seat', seats }
}

/** The changes of the seating that a toast can undo. They are the same functions on each render. */
export interface SeatChanges {
	move: (person: SeatedPerson, to: Pick<Group, 'id' | 'name'>) => Promise<boolean>
	swap: (one: SeatedPerson, other: SeatedPerson) => Promise<boolean>
	seat: (seats: ReadonlyMap<Participant['id'], GroupId>) => Promise<boolean>
	/**
	 * Runs a mix or a rotation. Its toast undoes it, and shows the seating on the projector (SEAT5).
	 */
	rearrange: (before: Workshop, command: CommandOf<'groups.mix' | 'groups.rotate'>, done: string) => Promise<boolean>
}

/** Returns the functions that change the seating, each with a toast that undoes the change. */
export function useSeatChanges(run: RunCommand): SeatChanges {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const undo = useCallback(
		(command: SeatCommand): ToastAction => ({
			label: t('runSheet.undo'),
			onChoose: async () => {
				if (await run(command)) showToast(t('seating.undone'))
			},
		}),
		[run, showToast, t],
	)
	return useMemo(
		() => ({
			async move(person, { id, name }) {
				const { participant, group } = person
				if (group?.id === id) return true
				if (!(await run({ type: 'participant.move', participant: participant.id, group: id }))) return false
				const undoing = group ? [undo(seatsOfPeople([person]))] : []
				showToast(t('people.moved', { name: participant.name, group: name }), 'note', ...undoing)
				return true
			},
			async swap(one, other) {
				if (!one.group || !other.group) return false
				const seats = [
					{ group: other.group.id, people: [one.participant.id] },
					{ group: one.group.id, people: [other.participant.id] },
				]
				if (!(await run({ type: 'groups.seat', seats }))) return false
				const names = { one: one.participant.name, other: other.participant.name }
				showToast(t('seating.swapped', names), 'note', undo(seatsOfPeople([one, other])))
				return true
			},
			async seat(seats) {
				const groups = groupBy(seats, ([, group]) => group)
				const listed = [...groups].map(([group, people]) => ({ group, people: people.map(([id]) => id) }))
				return (await run({ type: 'groups.seat', seats: listed })) !== null
			},
			async rearrange(before, command, done) {
				const seats = seatsOf(before)
				if (!(await run(command))) return false
				const project: ToastAction = {
					label: t('seating.project'),
					onChoose: () => run({ type: 'projection.set', shows: 'seating' }),
				}
				const isShown = before.projection === 'seating'
				showToast(done, 'note', undo(seats), ...(isShown ? [] : [project]))
				return true
			},
		}),
		[run, showToast, t, undo],
	)
}
