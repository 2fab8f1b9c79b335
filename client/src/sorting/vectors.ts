import type { Feature, FeatureKind } from './cardFeatures.ts'

/** A text as weights of its features, by the number of the feature; its length is 1. */
export interface TextVector {
	features: Int32Array
	weights: Float32Array
}

/** Importance of each kind of feature. */
export type Importance = Readonly<Record<FeatureKind, number>>

/** A feature of a single text connects it with no other, and counts less. */
const SINGLE_SHARE = 0.3
/** Weight of a topic: a rare topic says no more than a common one. */
const TOPIC_WEIGHT = 2
/** How much less a topic counts that shares its texts with other topics. */
const LONE_POWER = 0.75
/** Number of texts that a topic has in addition, of which the average share is its own. */
const LONE_PRIOR = 2

/** How much a topic counts that says who or where in a text with another one that says what. */
const FRAME_SHARE = 0.7

/** Returns how many texts have each feature. */
export function countFeatures(texts: readonly (readonly Feature[])[]): Map<string, number> {
	const counts = new Map<string, number>()
	for (const features of texts) for (const { key } of features) counts.set(key, (counts.get(key) ?? 0) + 1)
	return counts
}

/** Returns the weight of a feature that `count` of so many texts have: rare ones say more. */
export function rarity(count: number, texts: number): number {
	return Math.log(1 + texts / Math.max(2, count)) * (count < 2 ? SINGLE_SHARE : 1)
}

/** Returns the vectors of texts. */
export function vectorsOf(texts: readonly (readonly Feature[])[], importance: Importance): TextVector[] {
	const counts = countFeatures(texts)
	const numbers = new Map([...counts.keys()].map((key, at) => [key, at]))
	const loneness = lonenessOf(texts)
	return texts.map((features) => {
		const weights = Float32Array.from(features, ({ key, kind, share, isFrame }) => {
			const weight =
				kind === 'topic'
					? TOPIC_WEIGHT * (loneness.get(key) ?? 1) ** LONE_POWER
					: rarity(counts.get(key) ?? 1, texts.length)
			return share * importance[kind] * weight * (isFrame ? FRAME_SHARE : 1)
		})
		return normalized({ features: Int32Array.from(features, ({ key }) => numbers.get(key) ?? 0), weights })
	})
}

/**
 * Returns how much of its texts each topic has for itself, 1 on average. People, streets or schools
 * come with many other topics: they say whom or where something concerns, not what it is.
 */
function lonenessOf(texts: readonly (readonly Feature[])[]): Map<string, number> {
	const sums = new Map<string, { own: number; all: number }>()
	const total = { own: 0, all: 0 }
	for (const features of texts) {
		const topics = features.filter(({ kind }) => kind === 'topic')
		const shares = topics.reduce((sum, { share }) => sum + share, 0)
		for (const { key, share } of topics) {
			const known = sums.get(key) ?? { own: 0, all: 0 }
			sums.set(key, known)
			for (const sum of [known, total]) {
				sum.own += (share * share) / shares
				sum.all += share
			}
		}
	}
	const average = total.own / total.all
	return new Map(
		[...sums].map(([key, { own, all }]) => [key, (own + LONE_PRIOR * average) / (all + LONE_PRIOR) / average]),
	)
}

function normalized(vector: TextVector): TextVector {
	const length = Math.hypot(...vector.weights)
	return length === 0 ? vector : { ...vector, weights: vector.weights.map((weight) => weight / length) }
}

/** Returns the likeness of each two texts from 0 to 1 (the cosine), as a matrix, row after row. */
export function likenessOf(vectors: readonly TextVector[]): Float32Array {
	const count = vectors.length
	const likeness = new Float32Array(count * count)
	const postings: { texts: number[]; weights: number[] }[] = []
	for (const [text, { features, weights }] of vectors.entries()) {
		const row = likeness.subarray(text * count, (text + 1) * count)
		for (const [at, feature] of features.entries()) {
			const weight = weights[at] ?? 0
			if (weight === 0) continue
			const known = postings[feature] ?? { texts: [], weights: [] }
			postings[feature] = known
			known.texts.push(text)
			known.weights.push(weight)
			for (const [place, other] of known.texts.entries())
				row[other] = (row[other] ?? 0) + weight * (known.weights[place] ?? 0)
		}
	}
	for (let text = 0; text < count; text++)
		for (let other = 0; other < text; other++) likeness[other * count + text] = likeness[text * count + other] ?? 0
	return likeness
}
