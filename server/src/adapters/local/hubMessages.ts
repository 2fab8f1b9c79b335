/**
 * The messages between the workers of one machine and the process that started them, the hub
 * (NODE12). A message is a value that can be cloned. Messages arrive exactly once and in order,
 * until the channel ends.
 *
 *     from a worker:  hello        its name as a node, first
 *                     call         one of `HubCalls`, which is answered under its id
 *                     publish      a message to the other workers that subscribe to a channel;
 *                                  `isAfterGap` if messages were dropped before it
 *                     unsubscribe  ends the subscription of a call `subscribe`
 *     to a worker:    answer       the output or failure of a call
 *                     message      a message of another worker
 *                     gap          messages were dropped
 *                     audience     whether this worker is the only subscriber of a channel; sent
 *                                  before the answers of calls that came after the change
 */
import type { RateLimitKey } from '../../ports/RateLimits.ts'
import type { Outcome } from '../sqlite/threadProtocol.ts'

/** The calls of a worker to the hub: name, input and output. */
export interface HubCalls {
	/** A task of the hub's writer thread, the only one that writes the database. */
	write: { input: { name: string; input: unknown }; output: unknown }
	acquireLease: { input: { name: string; forMs: number }; output: boolean }
	releaseLease: { input: string; output: null }
	takeTokens: { input: readonly RateLimitKey[]; output: number }
	/** Answered once messages on the channel arrive at this worker. */
	subscribe: { input: string; output: null }
}

export type HubCall = { [Name in keyof HubCalls]: { name: Name; input: HubCalls[Name]['input'] } }[keyof HubCalls]

export type WorkerMessage =
	| { type: 'hello'; node: string }
	| { type: 'call'; id: number; call: HubCall }
	| { type: 'publish'; channel: string; message: Uint8Array; isAfterGap: boolean }
	| { type: 'unsubscribe'; channel: string }

export type HubMessage =
	| { type: 'answer'; id: number; outcome: Outcome }
	| { type: 'message'; channel: string; node: string; message: Uint8Array }
	| { type: 'gap'; channel: string | null }
	| { type: 'audience'; channel: string; isOnlySubscriber: boolean }

/** One end of a channel between the hub and a worker. */
export interface HubChannel<Sent, Received> {
	/**
	 * Sends a message. Calls back once it has left this process, or once it is certain that it never
	 * will.
	 */
	send(message: Sent, onSent?: () => void): void
	/** Gets every message of the channel, also messages of other kinds, which it ignores. */
	onMessage(listener: (message: Received) => void): void
}
