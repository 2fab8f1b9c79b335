import { inflateRawSync } from 'node:zlib'
import { applyJsonChange, FRAME, type StateMessage } from '@charrette/shared'
import { expect, it, vi } from 'vitest'
import type { SocketFrame } from '../members/frameCodec.ts'
import type { Member } from '../members/Member.ts'
import { LatestState } from './LatestState.ts'

/** Two members that record the frames that they are sent. */
function openScene({ readsChanges = false } = {}) {
	const sent: SocketFrame[][] = [[], []]
	const members = sent.map(
		(frames) =>
			({
				identity: { role: 'participant' },
				readsChanges,
				writer: { write: (some: SocketFrame[]) => frames.push(...some) },
			}) as never,
	)
	const joined = new Set<Member>(members)
	return { latest: new LatestState(joined), sent, joined }
}

/** Returns the message in a frame with changes, whose envelope has a header of 2 or 4 bytes. */
function messageIn(frame: SocketFrame): StateMessage {
	const header = (frame[1] ?? 0) < 126 ? 2 : 4
	expect(frame[header]).toBe(FRAME.stateChanges)
	return JSON.parse(inflateRawSync(frame.subarray(header + 1)).toString()) as StateMessage
}

const textOf = (frame: SocketFrame | undefined) => /\{.*\}/.exec(frame?.toString('latin1') ?? '')?.[0]

it('[ROOM2] of several states in a short time only the last one is read and sent, as the same bytes for all members', async () => {
	const { latest, sent } = openScene()
	const read: string[] = []
	for (const version of [1, 2, 3, 4])
		latest.pushState((isForFacilitators) => {
			read.push(`${version} ${isForFacilitators}`)
			return { version }
		})
	expect(sent[0]?.map(textOf)).toEqual(['{"version":1}'])
	await vi.waitFor(() => expect(sent[0]).toHaveLength(2))
	expect(sent.map((frames) => frames.map(textOf))).toEqual(Array(2).fill(['{"version":1}', '{"version":4}']))
	expect(sent[0]?.[1]).toBe(sent[1]?.[1])
	expect(read).toEqual(['1 false', '4 false'])
})

it('[ROOM2] [HINT1] a hint follows the state that was set before it', () => {
	const { latest, sent } = openScene()
	latest.pushState(() => ({ version: 1 }))
	latest.pushState(() => ({ version: 2 }))
	latest.sendHint('{"hint":true}', {})
	expect(sent[1]?.map(textOf)).toEqual(['{"version":1}', '{"version":2}', '{"hint":true}'])
	latest.close()
})

it('[ROOM2d] a client that asks for changes gets the state once and then its changes, also after a state between two', async () => {
	const { latest, sent, joined } = openScene({ readsChanges: true })
	const [first, late] = [...joined] as [Member, Member]
	joined.delete(late)
	const person = (n: number) => ({ id: `p${n}`, name: `Person ${n}`, city: `City ${n % 24}`, group: `g${n % 24}` })
	const state = (people: number) => ({ version: people, people: Array.from({ length: people }, (_, n) => person(n)) })
	latest.pushState(() => state(200))
	latest.pushState(() => state(201))
	joined.add(late)
	latest.sendTo(late)
	await vi.waitFor(() => expect(sent[0]).toHaveLength(2))
	latest.pushState(() => state(202))
	latest.flush()
	const seen = sent.map((frames) =>
		frames.map(messageIn).reduce((was: unknown, message) => {
			return 'state' in message ? message.state : applyJsonChange(was, message.change)
		}, null),
	)
	expect(seen).toEqual([state(202), state(202)])
	expect(sent[0]?.slice(1).map((frame) => frame.length < 200)).toEqual([true, true])
	expect(sent[1]).toHaveLength(2)
	expect(sent[0]?.[2]).toBe(sent[1]?.[1])
	latest.pushState(() => state(202))
	latest.flush()
	latest.sendTo(first)
	expect(sent.map((frames) => frames.length)).toEqual([3, 2])
	latest.pushState(() => state(3))
	latest.flush()
	expect('state' in messageIn(sent[0]?.[3] ?? expect.fail())).toBe(true)
	latest.close()
})
