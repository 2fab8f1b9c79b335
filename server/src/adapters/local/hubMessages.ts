/**
 * The messages between the workers of one machine and the process that started them, the hub
 * (NODE5). A message is a value that can be cloned. Messages arrive exactly once and in order,
 * until the channel ends.
 *
 *     from a worker:  hello        its address as a node: first, and when it begins to end
 *                     call         one of `HubCalls`, which is answered under its id
 *     to a worker:    answer       the output or failure of a call
 */
import type { WorkshopId } from '@charrette/shared'
import type { NodeAddress, NodeFigures } from '../../ports/PlacementStore.ts'
import type { RateLimitKey } from '../../ports/RateLimits.ts'
import type { Outcome } from '../sqlite/threadProtocol.ts'

/** The calls of a worker to the hub: name, input and output. */
export interface HubCalls {
	/** A task of the hub's writer thread, the only one that writes the database. */
	write: { input: { name: string; input: unknown }; output: unknown }
	acquireLease: { input: { name: string; forMs: number }; output: boolean }
	takeTokens: { input: readonly RateLimitKey[]; output: number }
	claimWorkshop: { input: WorkshopId; output: NodeAddress }
	giveUpWorkshops: { input: readonly WorkshopId[]; output: null }
	beat: { input: NodeFigures; output: [string, NodeFigures][] }
}
export type HubCall = { [Name in keyof HubCalls]: { name: Name; input: HubCalls[Name]['input'] } }[keyof HubCalls]

export type WorkerMessage = { type: 'hello'; node: NodeAddress } | { type: 'call'; id: number; call: HubCall }

export interface HubMessage {
	type: 'answer'
	id: number
	outcome: Outcome
}

/** One end of a channel between the hub and a worker. */
export interface HubChannel<Sent, Received> {
	send(message: Sent): void
	/** Gets every message of the channel, also messages of other kinds, which it ignores. */
	onMessage(listener: (message: Received) => void): void
}
