import { parseRoomId, type Role, type Room as RoomName } from '@charrette/shared'
import type { NodeFigures } from '../ports/PlacementStore.ts'
import type { Room } from './Room.ts'

/** Counts of the open rooms of a process, and of their members. */
export interface RoomCounts {
	/** Open rooms, by their type. */
	rooms: Map<RoomName['type'], number>
	/** Members of all rooms: a page has one in its board's room, and one in its workshop's. */
	sockets: number
	/** Pages that follow a workshop, by role: a person with two pages counts twice. */
	people: Map<Role, number>
	/** Rooms with edits that could not be written (ACK4). */
	unwritten: number
}

export function countRooms(all: Iterable<Room>): RoomCounts {
	const counts: RoomCounts = { rooms: new Map(), sockets: 0, people: new Map(), unwritten: 0 }
	const add = <Key>(map: Map<Key, number>, key: Key) => map.set(key, (map.get(key) ?? 0) + 1)
	for (const room of all) {
		counts.sockets += room.members.size
		if (!room.delivery.isDurable) counts.unwritten++
		const type = parseRoomId(room.id)?.type
		if (type) add(counts.rooms, type)
		if (type === 'workshop') for (const { identity } of room.members) add(counts.people, identity.role)
	}
	return counts
}

/** Sums the counts up for the host of the server. */
export function figuresOf({ rooms, sockets }: RoomCounts): NodeFigures {
	return { rooms: [...rooms.values()].reduce((sum, count) => sum + count, 0), sockets }
}
