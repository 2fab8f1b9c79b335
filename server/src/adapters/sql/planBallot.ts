import type { CardDots, CastDots } from '@charrette/shared'
import type { BallotRefusal } from '../../ports/BallotStore.ts'

interface StoredBallot {
	/** Null for an unknown round. */
	rules: { budget: number; per_card: number; is_open: number } | null
	given: readonly CardDots[]
	/** The numbers of the voter's dots. */
	taken: readonly number[]
}

/**
 * The change of a voter's dots on a card: the dots to add, and the number of dots left. Dots in
 * slots above the wanted count are deleted.
 */
interface BallotChange {
	added: { number: number; slot: number }[]
	left: number
}

/** Returns the change that sets a voter's dots on a card, or the reason why they are refused. */
export function planBallot(
	{ rules, given, taken }: StoredBallot,
	{ board, card, count }: CastDots,
): BallotChange | BallotRefusal {
	if (!rules?.is_open) return { refused: 'closed' }
	if (count > rules.per_card) return { refused: 'card' }
	const left = rules.budget - given.reduce((sum, dots) => sum + dots.count, 0)
	const onCard = given.find((dots) => dots.board === board && dots.card === card)?.count ?? 0
	if (count - onCard > left) return { refused: 'budget', left }
	const used = new Set(taken)
	const free = Array.from({ length: rules.budget }, (_, index) => index + 1).filter((number) => !used.has(number))
	const slots = Array.from({ length: Math.max(0, count - onCard) }, (_, index) => onCard + 1 + index)
	const added = slots.map((slot, index) => ({ slot, number: free[index] ?? 0 }))
	return { added, left: left - (count - onCard) }
}
