import { type Feature, featuresOf } from './cardFeatures.ts'
import type { Lexicon } from './lexicon.ts'
import type { SortedText } from './sortCards.ts'
import { type Importance, likenessOf, vectorsOf } from './vectors.ts'

/** Tuned with five of the ten themes in `labelled.tsv`: nine of ten pairs are right (SORT7). */
const LEAST = 0.7
/** Subjects and topics are left out: two cards on one topic do not say the same. */
const IMPORTANCE: Importance = { word: 1, part: 0.3, thing: 1, subject: 0, topic: 0 }

/** Cards of which groups are wanted that say nearly the same. */
export interface SameRequest {
	same: readonly SortedText[]
}

/** Returns groups of cards that say nearly the same, by their ids, in the order of the request. */
export function sameCards({ same }: SameRequest, lexicon: Lexicon | null): string[][] {
	const groups = findSame(same.map(({ text }) => featuresOf(text, lexicon)))
	return groups.map((group) => group.flatMap((at) => same[at]?.id ?? []))
}

/**
 * Returns groups of texts that say nearly the same, by their numbers: each of them is alike enough
 * to every other one of its group.
 */
export function findSame(texts: readonly (readonly Feature[])[], least = LEAST): number[][] {
	const count = texts.length
	const likeness = likenessOf(vectorsOf(texts, IMPORTANCE))
	const pairs: { first: number; second: number; value: number }[] = []
	for (let first = 0; first < count; first++)
		for (let second = first + 1; second < count; second++) {
			const value = likeness[first * count + second] ?? 0
			if (value >= least) pairs.push({ first, second, value })
		}
	const groups = new Map<number, number[]>()
	const isAlike = (one: number, other: number) => (likeness[one * count + other] ?? 0) >= least
	for (const { first, second } of pairs.sort((a, b) => b.value - a.value)) {
		const one = groups.get(first) ?? [first]
		const other = groups.get(second) ?? [second]
		if (one === other || !one.every((text) => other.every((each) => isAlike(text, each)))) continue
		const joined = [...one, ...other].sort((a, b) => a - b)
		for (const text of joined) groups.set(text, joined)
	}
	return [...new Set(groups.values())]
}

/**
 * Returns the texts that say nearly the same as one, by their numbers, the most alike first. Takes
 * time proportional to their number.
 */
export function findAlike(one: readonly Feature[], texts: readonly (readonly Feature[])[], least = LEAST): number[] {
	const [own, ...others] = vectorsOf([one, ...texts], IMPORTANCE)
	if (!own) return []
	const weights = new Map(Array.from(own.features, (feature, at) => [feature, own.weights[at] ?? 0]))
	return others
		.map(({ features, weights: theirs }, text) => ({
			text,
			value: features.reduce((sum, feature, at) => sum + (weights.get(feature) ?? 0) * (theirs[at] ?? 0), 0),
		}))
		.filter(({ value }) => value >= least)
		.sort((a, b) => b.value - a.value)
		.map(({ text }) => text)
}
