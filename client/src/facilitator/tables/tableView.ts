import {
	type Board,
	type BoardId,
	type FacilitatorId,
	facilitatorOf,
	type Group,
	type GroupId,
	type Session,
	type Workshop,
	type WorkshopId,
} from '@charrette/shared'
import { useMemo, useState } from 'react'
import { localStore } from '../../connection/browserStorage.ts'
import { LOCAL_KEYS } from '../../connection/storageKeys.ts'
import { TILE_ORDERS, type TileOrder } from '../boards/tileOrder.ts'

/** The tables that this device shows (TILE1, BLOCK4). */
export interface TableView {
	order: TileOrder
	/** The boards that were chosen on this device; null for none in particular. */
	tables: readonly BoardId[] | null
	/** The facilitator who uses this device; null if unknown. */
	me: FacilitatorId | null
	/** Whether the tables of other facilitators are shown, too. */
	showsAll: boolean
}

/** The view of this device, and the function that changes it. */
export interface TableViewProps {
	view: TableView
	onView: (change: Partial<TableView>) => void
}

/** Returns the view of this device, and the function that changes it. */
export function useTableView(workshop: WorkshopId): TableViewProps {
	const key = LOCAL_KEYS.tiles(workshop)
	const [view, setView] = useState(() => readTableView(localStore.read(key)))
	return {
		view,
		onView(change) {
			const next = { ...view, ...change }
			localStore.write(key, JSON.stringify(next))
			setView(next)
		},
	}
}

/** Reads a stored view; anything else is all boards in the order of the groups. */
export function readTableView(stored: string | null): TableView {
	let read: Partial<Record<keyof TableView, unknown>> = {}
	try {
		read = Object(JSON.parse(stored ?? '{}'))
	} catch {
		// A damaged entry is treated as missing.
	}
	const { order, tables, me, showsAll } = read
	return {
		order: TILE_ORDERS.find((one) => one === order) ?? 'number',
		tables: Array.isArray(tables) && tables.length > 0 ? (tables as BoardId[]) : null,
		me: typeof me === 'string' ? (me as FacilitatorId) : null,
		showsAll: showsAll === true,
	}
}

/** Returns the groups of a session that the facilitator of this device looks after. */
export function ownGroups(workshop: Workshop, { groups }: Pick<Session, 'groups'>, { me }: TableView): Group[] {
	return me ? groups.filter((group) => facilitatorOf(workshop, group)?.id === me) : []
}

/** The groups to show; null for all of them. */
export type ShownGroups = ReadonlySet<GroupId> | null

/**
 * Returns the groups of a session to show: the facilitator's own ones, unless they have none or
 * show all.
 */
export function useShownGroups(workshop: Workshop | null, session: Session | null, view: TableView): ShownGroups {
	return useMemo(() => {
		const own = workshop && session && !view.showsAll ? ownGroups(workshop, session, view) : []
		return own.length > 0 ? new Set(own.map(({ id }) => id)) : null
	}, [workshop, session, view])
}

/**
 * Returns the boards to show: those that were chosen on this device, or else those of the shown
 * groups and of no group.
 */
export function chosenBoards(
	boards: readonly Board[],
	{ tables }: Pick<TableView, 'tables'>,
	shown: ShownGroups,
): readonly Board[] {
	const chosen = tables ? boards.filter(({ id }) => tables.includes(id)) : []
	if (chosen.length > 0) return chosen
	return shown ? boards.filter(({ group }) => group === null || shown.has(group)) : boards
}

/** Returns the people of the shown groups, and those without a group. */
export function peopleOfGroups<Seated extends { group: Pick<Group, 'id'> | null }>(
	people: readonly Seated[],
	shown: ShownGroups,
): readonly Seated[] {
	return shown ? people.filter(({ group }) => group === null || shown.has(group.id)) : people
}
