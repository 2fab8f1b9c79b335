import type { BoardRecord, Locale } from '@charrette/shared'
import { buildCluster, buildLine, putRecord, recordsOf, textIn } from '@charrette/shared'
import type * as Y from 'yjs'
import { stackIndex } from '../stackIndex.ts'
import type { SetUp } from './Template.ts'

/** Draws what is set up on an empty board, its titles in this language; facilitators alone can move it (SETUP1). Call it in a transaction. */
export function drawSetUp(doc: Y.Doc, setUp: SetUp, locale: Locale): void {
	for (const record of buildSetUp(setUp, locale)) putRecord(recordsOf(doc), record)
}

/** The records of what is set up: lines at the back, then clusters. */
export function buildSetUp({ clusters, lines }: SetUp, locale: Locale): BoardRecord[] {
	const drawn = lines.flatMap((points, index) => {
		const [[x, y] = [0, 0]] = points
		const at = { x, y, index: stackIndex(index) }
		return [
			buildLine(
				`set-up-line-${index + 1}`,
				at,
				points.map(([px, py]) => [px - x, py - y]),
			),
		]
	})
	const framed = clusters.map(({ title, x, y, w, h }, index) => {
		const at = { x, y, index: stackIndex(lines.length + index) }
		return buildCluster(`set-up-${index + 1}`, at, { title: textIn(title, locale), w, h })
	})
	return [...drawn, ...framed].map((record) => ({ ...record, meta: { isSetUp: true } }))
}
