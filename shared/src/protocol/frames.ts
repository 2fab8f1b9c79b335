/**
 * The wire: one binary WebSocket message is one frame, and a frame starts with its type as a varuint (WIRE2).
 *
 *     [0][sync message]          y-protocols: [0] step 1 (state vector), [1] step 2 (update), [2] update
 *     [1][varbytes]              y-protocols awareness update
 *     [3]                        query awareness
 *     [120][varuint n]           ack: the first n sync payload frames (step 2, update) of this socket are applied and durable
 *     [121][varuint n][string]   nack: payload frame n was refused, with a code of REFUSALS
 *     [122][string]              state: a workshop's state, as JSON
 *
 * 0, 1 and 3 are y-websocket's own. Unknown types are ignored, so stock clients and servers talk with ours.
 */
export const FRAME = { sync: 0, awareness: 1, queryAwareness: 3, ack: 120, nack: 121, state: 122 } as const

/** Sub-types of a sync frame, as y-protocols has them. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const

/** Why a payload frame was refused. */
export const REFUSALS = ['view', 'malformed', 'gap'] as const
export type Refusal = (typeof REFUSALS)[number]

/** The sub-protocol that the server selects; the token stands beside it in the client's offer (WIRE1). */
export const SUBPROTOCOL = 'charrette.v1'

/** Where sockets are accepted: `/sync/<room>`. */
export const SYNC_PATH = '/sync'
