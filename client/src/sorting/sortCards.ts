import type { Locale } from '@charrette/shared'
import { agglomerate } from './agglomerate.ts'
import { featuresOf } from './cardFeatures.ts'
import { cutTree, type LikenessMatrix, likenessTo, meanLikeness } from './cutTree.ts'
import type { Lexicon } from './lexicon.ts'
import { likenessByVectors, type ModelVectors } from './likenessByVectors.ts'
import { describeGroup } from './nameGroup.ts'
import { smoothLikeness } from './smoothLikeness.ts'
import { countFeatures, type Importance, likenessOf, vectorsOf } from './vectors.ts'

/** A text to sort. */
export interface SortedText {
	id: string
	text: string
}

/** A cluster that exists. Its text has the words of a title that somebody wrote. */
interface SortedCluster extends SortedText {
	/** The title as it is shown. */
	name: string
	cards: readonly SortedText[]
}

/** The cards of a board, or those to sort. */
export interface SortRequest {
	/** Cards in no cluster. More than `MAX_SORTED` stay outside. */
	cards: readonly SortedText[]
	/** Clusters that exist, with the cards in them: they are filled, and keep what they have. */
	clusters: readonly SortedCluster[]
	/** The language of names. */
	locale: Locale
	/** Vectors of the texts by the host's model, which replace the comparison of words (MODEL1). */
	vectors?: ModelVectors
}

/** A suggested cluster, or cards for one that exists. */
export interface Suggestion {
	/** The cluster that is filled; null for a new one. */
	cluster: string | null
	/** At most three words, in the language of the request where the glossary has them. */
	name: string
	/** The words that its cards share, as they are written in them; before them a shared topic. */
	words: string[]
	cards: string[]
}

export interface SortResult {
	suggestions: Suggestion[]
}

/** Cards that are sorted at a time, in about two seconds. */
export const MAX_SORTED = 2000
/** Fewer cards are sorted by hand in less time. */
const MIN_SORTED = 4
const BOUNDS = { least: 3, most: 8 }
/** Length of a name that is the beginning of a card. */
const MAX_NAME_LENGTH = 32
/** Number of cards from which a suggested cluster has at least three. */
const MANY = 40

/** Tuned with five of the ten themes in `labelled.tsv` (SORT7). */
const IMPORTANCE: Importance = { word: 1, part: 0.2, thing: 1.5, subject: 2.5, topic: 5 }
const SMOOTHING = { neighbours: 3, share: 1 }
/** Likeness to a cluster from which a card fits in, as a share of that of its cards. */
const FILL_SHARE = 0.6
/** The same for a cluster with a single card, or only a title. */
const MIN_FILL = 0.3

/**
 * Suggests clusters for cards by the words that they share, in any of the four languages: words
 * with their stems, parts of misspelt words, what the glossary says that a word names, and the
 * topic that a word is near to (SORT1).
 * Cards that are like no others are in no suggestion.
 */
export function sortCards({ cards, clusters, locale, vectors }: SortRequest, lexicon: Lexicon): SortResult {
	const loose = cards.filter(({ text }) => text.trim() !== '').slice(0, MAX_SORTED)
	const fixed = clusters.flatMap((cluster) => [cluster, ...cluster.cards])
	const texts = [...loose, ...fixed].slice(0, MAX_SORTED)
	if (loose.length < MIN_SORTED) return { suggestions: [] }
	const features = texts.map(({ text }) => featuresOf(text, lexicon))
	const count = texts.length
	const compared = vectors
		? likenessByVectors(texts.map(({ id }) => vectors.get(id)))
		: likenessOf(vectorsOf(features, IMPORTANCE))
	const likeness = smoothLikeness(compared, count, SMOOTHING)
	const matrix = { likeness, count }
	const counts = countFeatures(features)
	const describe = (group: readonly number[]) =>
		describeGroup(
			group.map((at) => features[at] ?? []),
			{ counts, texts: count, locale, lexicon },
		)
	const idsOf = (group: readonly number[]) => group.flatMap((at) => loose[at]?.id ?? [])

	const filled = fillClusters({ clusters, texts, loose: loose.length, matrix })
	const taken = new Set(filled.flatMap(({ members }) => members))
	const rest = loose.flatMap((_, at) => (taken.has(at) ? [] : [at]))
	const groups = groupRest(rest, matrix, BOUNDS.most - filled.length)
	return {
		suggestions: [
			...filled.map(({ cluster, members }) => ({
				...describe(members),
				cluster: cluster.id,
				name: cluster.name,
				cards: idsOf(members),
			})),
			// A group that no shared word or topic explains is left out, except if the model found it.
			...groups
				.map((group) => ({ cluster: null, ...describe(group), cards: idsOf(group) }))
				.filter(({ words }) => vectors !== undefined || words.length > 0)
				.map((one) => (one.name === '' ? { ...one, name: beginningOf(loose, one.cards[0]) } : one)),
		],
	}
}

/** Returns the beginning of a card's text, as the name of a group that shares no word. */
function beginningOf(texts: readonly SortedText[], id: string | undefined): string {
	const [line = ''] =
		texts
			.find((one) => one.id === id)
			?.text.trim()
			.split('\n') ?? []
	return line.length <= MAX_NAME_LENGTH ? line : `${line.slice(0, MAX_NAME_LENGTH - 1).trimEnd()}…`
}

interface FillOptions {
	clusters: SortRequest['clusters']
	texts: readonly SortedText[]
	loose: number
	matrix: LikenessMatrix
}

/** Returns the cards that fit into each of the clusters; clusters without any are left out. */
function fillClusters({ clusters, texts, loose, matrix }: FillOptions) {
	const places = new Map(texts.map(({ id }, at) => [id, at]))
	const known = clusters.map((cluster) => {
		const members = [cluster, ...cluster.cards].flatMap(({ id }) => places.get(id) ?? [])
		const cohesion = cluster.cards.length < 2 ? 0 : meanLikeness(members, matrix)
		return { cluster, members, least: Math.max(MIN_FILL, FILL_SHARE * cohesion), found: [] as number[] }
	})
	for (let card = 0; card < loose; card++) {
		const best = known
			.map((one) => ({ one, value: likenessTo(card, one.members, matrix) }))
			.reduce((a, b) => (b.value > a.value ? b : a), { one: known[0], value: 0 })
		if (best.one && best.value >= best.one.least) best.one.found.push(card)
	}
	return known.filter(({ found }) => found.length > 0).map(({ cluster, found }) => ({ cluster, members: found }))
}

/** Groups the cards that are in no cluster, by their numbers. */
function groupRest(rest: readonly number[], { likeness, count }: LikenessMatrix, most: number): number[][] {
	if (rest.length < MIN_SORTED || most < 1) return []
	const part = new Float32Array(rest.length * rest.length)
	for (const [row, text] of rest.entries())
		for (const [column, other] of rest.entries()) part[row * rest.length + column] = likeness[text * count + other] ?? 0
	const members = rest.length < MANY ? 2 : 3
	const merges = agglomerate(part.slice(), rest.length)
	const groups = cutTree(merges, { likeness: part, count: rest.length }, { ...BOUNDS, most, members })
	return groups.map((group) => group.flatMap((at) => rest[at] ?? []))
}
