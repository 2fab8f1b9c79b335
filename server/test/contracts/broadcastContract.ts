import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Broadcast } from '../../dist/ports/Broadcast.js'
import { listenOn, textBytes } from '../support/broadcasts.ts'
import { until } from '../support/until.ts'

/**
 * The contract of every `Broadcast`. `connect` adds a node. `hasHeard` resolves once a node knows
 * the existing subscriptions of the other nodes.
 */
export function broadcastContract<Node extends Broadcast>(
	name: string,
	connect: () => Promise<Node>,
	hasHeard: (node: Node) => Promise<unknown> = async () => {},
): void {
	describe(`Broadcast: ${name}`, () => {
		let nodes: Node[] = []
		let one: Node
		let two: Node
		let three: Node
		beforeEach(async () => {
			nodes = [await connect(), await connect(), await connect()]
			;[one, two, three] = nodes as [Node, Node, Node]
		})
		afterEach(async () => {
			await Promise.all(nodes.map((node) => node.close()))
		})

		it('[NODE1] delivers a message to the other nodes of a channel, in order, and to no other node', async () => {
			const [own, second, third, apart] = await Promise.all([
				listenOn(one, 'a'),
				listenOn(two, 'a'),
				listenOn(three, 'a'),
				listenOn(three, 'b'),
			])
			await Promise.all(nodes.map(hasHeard))
			const sent = Array.from({ length: 50 }, (_, i) => `${i}`)
			for (const text of sent) one.publish('a', () => textBytes(text))
			two.publish('b', () => textBytes('end'))
			await until('all arrived', () => second.texts.length + third.texts.length + apart.texts.length === 101)
			expect(second.texts).toEqual(sent)
			expect(third.texts).toEqual(sent)
			expect(apart.texts).toEqual(['end'])
			expect(own.texts).toEqual([])
			expect(new Set(second.nodes)).toEqual(new Set([one.node]))
			expect([own, second, third, apart].map(({ gaps }) => gaps)).toEqual([0, 0, 0, 0])
		})

		it('[NODE1] has several listeners on a channel, each until it unsubscribes', async () => {
			const [first, second] = [await listenOn(two, 'a'), await listenOn(two, 'a')]
			one.publish('a', () => textBytes('1'))
			await until('both heard it', () => first.texts.length === 1 && second.texts.length === 1)
			first.end()
			one.publish('a', () => textBytes('2'))
			await until('the other heard it', () => second.texts.length === 2)
			second.end()
			second.end()
			const again = await listenOn(two, 'a')
			one.publish('a', () => textBytes('3'))
			await until('the new one heard it', () => again.texts.length === 1)
			expect([first.texts, second.texts]).toEqual([['1'], ['1', '2']])
		})

		it('[NODE1] delivers large messages completely', async () => {
			const heard = await listenOn(two, 'a')
			const large = new Uint8Array(4 * 1024 * 1024).fill(7)
			one.publish('a', () => large)
			await until('it arrived', () => heard.messages.length === 1)
			expect(Buffer.compare(heard.messages[0] as Uint8Array, large)).toBe(0)
		})

		it('[NODE1] is connected, and a closed node receives nothing', async () => {
			await until('all are connected', () => nodes.every(({ isConnected }) => isConnected))
			const [gone, stays] = [await listenOn(two, 'a'), await listenOn(three, 'a')]
			await two.close()
			one.publish('a', () => textBytes('1'))
			await until('the other heard it', () => stays.texts.length === 1)
			expect(gone.texts).toEqual([])
			expect(new Set(nodes.map(({ node }) => node)).size).toBe(3)
		})
	})
}
