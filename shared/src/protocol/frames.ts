/**
 * The wire: one binary WebSocket message is one frame, and a frame starts with its type as a varuint (WIRE2).
 *
 *     [0][sync message]          y-protocols: [0] step 1 (state vector), [1] step 2 (update), [2] update
 *     [1][varbytes]              y-protocols awareness update
 *     [3]                        query awareness
 *     [120][varuint n]           ack: the first n sync payload frames (step 2, update) of this socket are applied and durable
 *     [121][varuint n][string]   nack: payload frame n was refused, with a code of REFUSALS
 *     [122][string]              state, as JSON: the workshop in `workshop:*`, a `RoomState` in `board:*` and `private:*`
 *     [123][digests]             boards in small, in `workshop:*`, to facilitators and projectors (`digests.ts`)
 *     [124][bytes]               a step 2, as an update of Yjs's second encoding (V2), deflated (raw), to clients that name their schema
 *     [127][string]              a hint, as JSON (`Hint`), in `workshop:*`: said once to some of the members, kept nowhere
 *     [125][varuint ms]          the server's time, in `workshop:*`: on joining and with every beat
 *     [126][string]              what is held in private, in `workshop:*`: `HeldCards` by board, as JSON
 *
 * 0, 1 and 3 are y-websocket's own. Unknown types are ignored, so stock clients and servers talk with ours.
 */
export const FRAME = {
	sync: 0,
	awareness: 1,
	queryAwareness: 3,
	ack: 120,
	nack: 121,
	state: 122,
	digest: 123,
	deflatedState: 124,
	clock: 125,
	held: 126,
	hint: 127,
} as const

/** Sub-types of a sync frame, as y-protocols has them. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const

/**
 * Why a payload frame was refused:
 *
 *     view       this member may only look                        malformed  not readable, or not what a board is made of
 *     gap        it builds on what the server does not have       foreign    it speaks with another person's client id
 *     tooLarge   a value, a text or the frame is too large        invalid    applied, but a record was no record and was mended
 *     storage    the disk is full and so is the server's queue
 *     replaced   it comes from a document that another has taken the place of
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
] as const
export type NackReason = (typeof NACK_REASONS)[number]

/** The sub-protocol that the server selects; the token stands beside it in the client's offer (WIRE1). */
export const SUBPROTOCOL = 'charrette.v1'

/**
 * Where sockets are accepted: `/sync/<room>`. Our own client adds `?schema=<n>&epoch=<n>`: the board schema it was built
 * for (DOC7), and the epoch of the document that it brings (REST1). A client that names neither is a stock one.
 */
export const SYNC_PATH = '/sync'

/** Why the server closed a socket (WIRE3). 44xx are final: don't come back as you are. 45xx mean try again. */
export const CLOSE = {
	badFrame: 4400,
	badToken: 4401,
	noAccess: 4403,
	noRoom: 4404,
	documentReplaced: 4410,
	rejectedEdit: 4422,
	clientTooOld: 4426,
	storage: 4500,
	shuttingDown: 4503,
	tooSlow: 4508,
	/** Access changed: come back at once, with the same document. */
	accessChanged: 4509,
	full: 4529,
} as const
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE]
