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
import type { SeatChange } from './seatHistory.ts'
import { useSeatRecord } from './useSeatHistory.ts'

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

/**
 * The changes of the seating that a toast and the page can undo (SEAT3). They are the same
 * functions on each render, as long as `run` is.
 */
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
	const record = useSeatRecord()
	/** Shows the toast of a change, with the button that undoes it, and records it for the page. */
	const showDone = useCallback(
		(change: SeatChange, ...actions: ToastAction[]) => {
			record.add(change)
			const undo = () => record.undo(change)
			showToast(change.text, 'note', { label: t('runSheet.undo'), onChoose: undo }, ...actions)
		},
		[record, showToast, t],
	)
	return useMemo(
		() => ({
			async move(person, { id, name }) {
				const { participant, group } = person
				if (group?.id === id) return true
				const result = await run({ type: 'participant.move', participant: participant.id, group: id })
				if (!result) return false
				const text = t('people.moved', { name: participant.name, group: name })
				if (group) showDone({ text, undo: seatsOfPeople([person]), version: result.version })
				else showToast(text)
				return true
			},
			async swap(one, other) {
				if (!one.group || !other.group) return false
				const seats = [
					{ group: other.group.id, people: [one.participant.id] },
					{ group: one.group.id, people: [other.participant.id] },
				]
				const result = await run({ type: 'groups.seat', seats })
				if (!result) return false
				const text = t('seating.swapped', { one: one.participant.name, other: other.participant.name })
				showDone({ text, undo: seatsOfPeople([one, other]), version: result.version })
				return true
			},
			async seat(seats) {
				const groups = groupBy(seats, ([, group]) => group)
				const listed = [...groups].map(([group, people]) => ({ group, people: people.map(([id]) => id) }))
				return (await run({ type: 'groups.seat', seats: listed })) !== null
			},
			async rearrange(before, command, done) {
				const undo = seatsOf(before)
				const result = await run(command)
				if (!result) return false
				const project: ToastAction = {
					label: t('seating.project'),
					onChoose: () => run({ type: 'projection.set', shows: 'seating' }),
				}
				const isShown = before.projection === 'seating'
				showDone({ text: done, undo, version: result.version }, ...(isShown ? [] : [project]))
				return true
			},
		}),
		[run, showDone, showToast, t],
	)
}
