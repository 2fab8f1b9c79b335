/**
 * The wire protocol: each binary WebSocket message is one frame, which starts with its type as a
 * varuint (WIRE2).
 *
 *     [0][sync message]          y-protocols: [0] step 1 (state vector), [1] step 2 (update),
 *                                [2] update
 *     [1][varbytes]              y-protocols awareness update
 *     [3]                        query awareness
 *     [120][varuint n]           ack: the first n sync payload frames (step 2, update) of this
 *                                socket are applied and durable
 *     [121][varuint n][string]   nack: payload frame n was rejected, for one of NACK_REASONS; after
 *                                `waiting` a string follows, `WaitingStructs` as JSON, and
 *                                after `invalid` LOCKED_NOTE may follow
 *     [122][string]              state, as JSON: the workshop in `workshop:*`, a `RoomState` in
 *                                `board:*` and `private:*`
 *     [118][bytes]               that state or its changes (`StateMessage`), as JSON, raw
 *                                deflate, in `workshop:*`, to clients that ask for changes
 *     [123][digests]             board digests, in `workshop:*`, to facilitators and projectors
 *                                (`digests.ts`)
 *     [124][bytes]               a step 2 as a Yjs V2 update, raw deflate, to clients that send
 *                                their schema version
 *     [125][varuint ms]          the server's time, in `workshop:*`: on joining and with every
 *                                heartbeat
 *     [126][string]              private cards, in `workshop:*`: `PrivateCardCounts` by board,
 *                                as JSON
 *     [127][string]              a hint, as JSON (`Hint`), in `workshop:*`: sent once to some
 *                                members, never stored
 *
 * Types 0, 1 and 3 are the same as in y-websocket. Unknown types are ignored, so stock clients and
 * servers work with ours. An earlier release used type 119, so it stays unused.
 */
import type { ParticipantId } from '../domain/ids.ts'
import type { JsonChange } from './jsonChanges.ts'

export const FRAME = {
	sync: 0,
	awareness: 1,
	queryAwareness: 3,
	ack: 120,
	nack: 121,
	state: 122,
	stateChanges: 118,
	digest: 123,
	deflatedState: 124,
	clock: 125,
	privateCards: 126,
	hint: 127,
} as const

/**
 * A state as a whole, or its difference from the state that this socket received before (ROOM2d).
 */
export type StateMessage = { state: unknown } | { change: JsonChange }

/** The subtypes of a sync frame, as in y-protocols. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const

/**
 * The reasons why a payload frame was rejected:
 *
 *     view         the member has view access only
 *     malformed    the frame is unreadable, or not valid board content
 *     gap          the update depends on updates that the server lacks
 *     foreign      the update uses another person's client id
 *     tooLarge     a value, a text or the frame is too large
 *     invalid      the update was applied, but an invalid record was repaired
 *     storage      the disk and the server's queue are full
 *     replaced     the update belongs to a replaced document
 *     boardFull    the document has no room for the content of the update (GATE7)
 *     historyFull  the document's edit history has no room for the update (GATE7)
 *     tooManyMessages  the person writes too many messages a minute (THREAD2)
 *     waiting      edits depend on others that the server lacks; the rest was applied (GATE6b)
 */
export const NACK_REASONS = [
	'view',
	'malformed',
	'gap',
	'foreign',
	'tooLarge',
	'invalid',
	'storage',
	'replaced',
	'boardFull',
	'historyFull',
	'tooManyMessages',
	'waiting',
] as const
export type NackReason = (typeof NACK_REASONS)[number]

/** The edits of a frame that wait for structs which only other devices have (GATE6b). */
export interface WaitingStructs {
	/** Yjs client ids of the member, each with the first clock that waits. */
	waiting: [client: number, clock: number][]
	/**
	 * The client ids of others whose structs the server lacks, each with a clock of these, and with
	 * the participant who writes with the id, unless that is not known or not shown.
	 */
	missing: { client: number; clock: number; owner?: ParticipantId }[]
	/** Whether deletes wait. */
	hasDeletes: boolean
}

/**
 * Follows the reason `invalid` if the server has undone a change to the locked layer (SETUP1).
 * Clients that do not know it read the reason alone.
 */
export const LOCKED_NOTE = 'locked'

/**
 * The subprotocol that the server selects; the client offers it together with its token (WIRE1).
 */
export const SUBPROTOCOL = 'charrette.v1'

/**
 * The path of sockets: `/sync/<room>`. Our client adds `?schema=<n>&epoch=<n>`: its version (DOC7a)
 * and the epoch of its document (REST1), and `?changes=1` in a workshop's room (ROOM2d). A client
 * that sends none of them is a stock client; `?frames=yjs` keeps our own frames from it (WIRE2a).
 */
export const SYNC_PATH = '/sync'

/**
 * The close codes of the server (WIRE3). Codes 44xx are final: the client must not reconnect
 * unchanged. Codes 45xx mean retry.
 */
export const CLOSE = {
	badFrame: 4400,
	badToken: 4401,
	noAccess: 4403,
	noRoom: 4404,
	documentReplaced: 4410,
	rejectedEdit: 4422,
	clientTooOld: 4426,
	/** The document is damaged, or a newer release than this server wrote it. */
	unreadable: 4427,
	storage: 4500,
	shuttingDown: 4503,
	tooSlow: 4508,
	/** The member's access changed: reconnect at once with the same document. */
	accessChanged: 4509,
	full: 4529,
} as const
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE]
