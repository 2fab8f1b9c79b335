import { expect, it, vi } from 'vitest'
import type { SocketFrame } from './frameCodec.ts'
import { LatestState } from './LatestState.ts'
import type { Member } from './Member.ts'

/** Members that record the frames that they are sent. */
function openScene() {
	const sent: SocketFrame[][] = [[], []]
	const members = sent.map(
		(frames) => ({ identity: { role: 'participant' }, write: (some: SocketFrame[]) => frames.push(...some) }) as never,
	)
	return { latest: new LatestState(new Set<Member>(members)), sent }
}

const textOf = (frame: SocketFrame | undefined) => /\{.*\}/.exec(frame?.toString('latin1') ?? '')?.[0]

it('[ROOM2] of several states in a short time only the last one is read and sent, as the same bytes for all members', async () => {
	const { latest, sent } = openScene()
	const read: string[] = []
	for (const version of [1, 2, 3, 4])
		latest.pushState((isForFacilitators) => {
			read.push(`${version} ${isForFacilitators}`)
			return `{"version":${version}}`
		})
	expect(sent[0]?.map(textOf)).toEqual(['{"version":1}'])
	await vi.waitFor(() => expect(sent[0]).toHaveLength(2))
	expect(sent.map((frames) => frames.map(textOf))).toEqual(Array(2).fill(['{"version":1}', '{"version":4}']))
	expect(sent[0]?.[1]).toBe(sent[1]?.[1])
	expect(read).toEqual(['1 false', '4 false'])
})

it('[ROOM2] [HINT1] a hint follows the state that was set before it', () => {
	const { latest, sent } = openScene()
	latest.pushState(() => '{"version":1}')
	latest.pushState(() => '{"version":2}')
	latest.sendHint('{"hint":true}', {})
	expect(sent[1]?.map(textOf)).toEqual(['{"version":1}', '{"version":2}', '{"hint":true}'])
	latest.close()
})
