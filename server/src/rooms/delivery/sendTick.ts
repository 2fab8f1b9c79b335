import { mergeUpdates } from 'yjs'
import type { SocketFrame } from '../members/frameCodec.ts'
import type { Member } from '../members/Member.ts'

/** `mergeUpdates` takes time proportional to the square of the number of its inputs. */
const MAX_INPUTS = 32

/** The frames that a tick sends to the members of a room. */
interface TickFrames {
	update: SocketFrame | null
	presence: SocketFrame | null
	/** Encodes all presence, for a member who has missed some. */
	allPresence(): SocketFrame
	/** The member that wrote all of the update, and is not sent it (FAN1); null if there is none. */
	onlyMember: Member | null
	acks: ReadonlyMap<Member, number>
}

/**
 * Sends each member its frames in one write: update, presence, ack. Only the ack is built for each
 * member.
 */
export function sendTick(members: Iterable<Member>, tick: TickFrames): void {
	const { update, presence, onlyMember, acks } = tick
	if (!update && !presence) {
		for (const [member, count] of acks) member.writer.write([member.ackFrame(count)])
		return
	}
	const forOthers = join(update, presence)
	let forLate: SocketFrame | null = null
	for (const member of members) {
		const count = acks.get(member)
		const ack = count === undefined ? null : member.ackFrame(count)
		if (member.writer.isBehind) {
			sendToLate(member, tick)
			writeBoth(member, null, ack)
		} else if (presence && member.hasMissedPresence) {
			forLate ??= tick.allPresence()
			member.hasMissedPresence = false
			writeBoth(member, join(member === onlyMember ? null : update, forLate), ack)
		} else writeBoth(member, member === onlyMember ? presence : forOthers, ack)
	}
}

/** Sends a late member the update, but no presence (FAN3). */
function sendToLate(member: Member, { update, presence, onlyMember }: TickFrames): void {
	if (presence) member.hasMissedPresence = true
	if (update && member !== onlyMember) member.writer.writeUpdate(update)
}

function writeBoth(member: Member, frame: SocketFrame | null, ack: SocketFrame | null): void {
	if (frame && ack) member.writer.write([frame, ack])
	else if (frame ?? ack) member.writer.write([(frame ?? ack) as SocketFrame])
}

/** Joins two frames in one buffer, which takes a single write. */
function join(first: SocketFrame | null, second: SocketFrame | null): SocketFrame | null {
	return first && second ? (Buffer.concat([first, second]) as SocketFrame) : (first ?? second)
}

/**
 * Merges updates, in order, in time proportional to their size: few at a time, then the results
 * again. Returns null for none. `merge` is set by tests.
 */
export function mergeInTree(
	updates: readonly Uint8Array[],
	merge: (updates: Uint8Array[]) => Uint8Array = mergeUpdates,
): Uint8Array | null {
	let level = [...updates]
	while (level.length > 1) {
		const next: Uint8Array[] = []
		for (let at = 0; at < level.length; at += MAX_INPUTS) {
			const inputs = level.slice(at, at + MAX_INPUTS)
			next.push(inputs.length === 1 && inputs[0] ? inputs[0] : merge(inputs))
		}
		level = next
	}
	return level[0] ?? null
}
