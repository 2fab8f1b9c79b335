import type { Reaction, ReactionView } from '@charrette/shared'
import { expect, it } from 'vitest'
import { groupReactions, withReaction } from './useBoardReactions.ts'

const view = (card: string, emoji: Reaction, count: number, isMine = false): ReactionView => ({
	card,
	emoji,
	count,
	isMine,
})

it('[REACT1] shows this person’s reaction before the server answers, once', () => {
	const before = [view('a', '👍', 2), view('b', '👍', 1)]
	const on = withReaction(before, { card: 'a', emoji: '👍', isOn: true })
	expect(on).toContainEqual(view('a', '👍', 3, true))
	expect(withReaction(on, { card: 'a', emoji: '👍', isOn: true })).toEqual(on)
	expect(withReaction(on, { card: 'a', emoji: '👍', isOn: false })).toContainEqual(view('a', '👍', 2))
	const only = [view('a', '💡', 1, true)]
	expect(withReaction(only, { card: 'a', emoji: '💡', isOn: false })).toEqual([])
})

it('groups reactions by card, and keeps the array of a card that did not change', () => {
	const first = groupReactions([view('a', '💡', 1), view('a', '👍', 2), view('b', '👏', 1)], new Map())
	expect(first.get('a')?.map(({ emoji }) => emoji)).toEqual(['👍', '💡'])
	const next = groupReactions([view('a', '👍', 2), view('a', '💡', 1), view('b', '👏', 2)], first)
	expect(next.get('a')).toBe(first.get('a'))
	expect(next.get('b')).toEqual([view('b', '👏', 2)])
})
