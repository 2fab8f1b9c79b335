import type { BallotView, BoardId, CardDots, RoundId } from '@charrette/shared'
import { expect, it, vi } from 'vitest'
import { createCell } from '../session/cell.ts'
import { withDots } from './ballot.ts'
import { castDots } from './castDots.ts'

const board = 'b' as BoardId
const round = 'r' as RoundId
const empty: BallotView = { round, dots: [], left: 3 }
const dot = (card: string, count = 1): CardDots => ({ board, card, count })

function scene() {
	let kept = empty
	let refuses = false
	const sent: string[] = []
	const shown = createCell<BallotView | null>(empty)
	const onRefused = vi.fn()
	const give = castDots({
		shown,
		async cast(dots) {
			sent.push(dots.card)
			if (refuses) throw new Error('over budget')
			kept = withDots(kept, dots)
			return kept
		},
		read: async () => kept,
		onRefused,
	})
	return { shown, give, sent, onRefused, refuse: () => (refuses = true), kept: () => kept }
}

it('shows a dot at once, sends dots in their order, and ends with what the server has', async () => {
	const { shown, give, sent, kept } = scene()
	give(dot('shape:a'))
	give(dot('shape:b'))
	expect(shown.get()).toMatchObject({ left: 1 })
	await vi.waitFor(() => expect(kept().left).toBe(1))
	expect(sent).toEqual(['shape:a', 'shape:b'])
	expect(shown.get()).toEqual(kept())
})

it('takes back what the server refuses, and says so', async () => {
	const { shown, give, onRefused, refuse } = scene()
	refuse()
	give(dot('shape:a'))
	expect(shown.get()).toMatchObject({ left: 2 })
	await vi.waitFor(() => expect(shown.get()).toEqual(empty))
	expect(onRefused).toHaveBeenCalledOnce()
})
