import type { BoardRecord, Locale, ObstacleCategory, Placement } from '@charrette/shared'
import { buildCard, buildCluster, buildLink, capitalize, domainTextsIn, putRecord, recordsOf } from '@charrette/shared'
import type * as Y from 'yjs'
import { stackIndex } from '../templates/templates.ts'
import type { SampleMap } from './layOutSample.ts'
import { layOutSample } from './layOutSample.ts'

/**
 * Writes the sample to an empty board, with the titles of clusters in `locale`. Call it in a
 * transaction.
 */
export function writeSample(doc: Y.Doc, map: SampleMap, locale: Locale): void {
	const records = recordsOf(doc)
	for (const record of buildSample(map, locale)) putRecord(records, record)
}

/** Returns the records of the sample: clusters at the back, then cards, then links. */
export function buildSample(map: SampleMap, locale: Locale): BoardRecord[] {
	const { categories } = domainTextsIn(locale)
	const layout = layOutSample(map)
	let count = 0
	const nextIndex = () => stackIndex(count++)
	const frames = new Map(layout.clusters.map((box) => [box.category, box]))
	const clusters = layout.clusters.map(({ category, x, y, w, h }) =>
		buildCluster(clusterId(category), { x, y, index: nextIndex() }, { title: capitalize(categories[category]), w, h }),
	)
	const cards = layout.cards.map(({ card, x, y, cluster }) => {
		const frame = cluster && frames.get(cluster)
		const at = frame ? { x: x - frame.x, y: y - frame.y, parent: `shape:${clusterId(frame.category)}` } : { x, y }
		const { kind, text, city, category } = card
		return buildCard(card.id, { ...at, index: nextIndex() }, { kind, text, city, category })
	})
	const links = layout.links.flatMap(({ from, to }) => buildAnchoredLink(from, to, nextIndex()))
	return [...clusters, ...cards, ...links]
}

/**
 * Returns a link between the middle of the left and the right edge of two cards, so that it stays
 * in the gutter.
 */
export function buildAnchoredLink(from: string, to: string, index: Placement['index']): BoardRecord[] {
	const ends = { from: `shape:${from}`, to: `shape:${to}` }
	return buildLink(`link-${from}-${to}`, ends, index).map((record) => {
		if (record.typeName !== 'binding') return record
		const isStart = 'terminal' in record.props && record.props.terminal === 'start'
		return { ...record, props: { ...record.props, isPrecise: true, normalizedAnchor: { x: isStart ? 0 : 1, y: 0.5 } } }
	})
}

const clusterId = (category: ObstacleCategory) => `cluster-${category}`
