import type { WebsocketProvider } from 'y-websocket'
import { type Joined, joinAsStock, openBoard, openRoom, type StockBoard, type StockPerson } from './boardAsStock.ts'
import { writeInRoom } from './typeAsStock.ts'
import { type Wire, watchSockets } from './watchWire.ts'

/** Somebody who takes part in a workshop with a client of their own making. */
export interface Attendee extends StockPerson {
	joined: Joined
	board: StockBoard
	/** All that the server told them, in the workshop's room and at the board. */
	wire: Wire
	/** The codes that their sockets were closed with. */
	closed(): number[]
	/** Writes a card in private, at the board of their group; gives what the server answered. */
	writeAlone(card: { id: string; text: string }): ReturnType<typeof writeInRoom>
	leave(): void
}

/** Joins, and goes to the board of the group; the workshop knows that they are there. */
export async function attend(url: string, code: string, who: StockPerson): Promise<Attendee> {
	const joined = await joinAsStock(url, code, who)
	const { Socket, wire, closed } = watchSockets()
	const hall: WebsocketProvider = openRoom(url, `workshop:${joined.workshop.id}`, joined.token, Socket)
	hall.awareness.setLocalState({ board: joined.board.id })
	const board = await openBoard(url, joined, Socket)
	const room = `private:${joined.board.id}:${joined.participant.id}`
	return {
		...who,
		joined,
		board,
		wire,
		closed,
		writeAlone: (card) => writeInRoom({ url, room, token: joined.token }, card),
		leave() {
			board.leave()
			hall.destroy()
		},
	}
}
