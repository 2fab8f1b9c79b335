/** Exports of hostile boards, as a stranger might build them. */
import { readBoard, readRecords } from '@charrette/shared'
import { describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { type ExportedBoard, selectShapes } from '../../dist/export/ExportedBoard.js'
import { buildBoardReport } from '../../dist/export/report/buildReport.js'
import { toReportHtml } from '../../dist/export/report/toReportHtml.js'
import { toCsv } from '../../dist/export/toCsv.js'
import { toJson } from '../../dist/export/toJson.js'
import { toMarkdown } from '../../dist/export/toMarkdown.js'
import { toTldr } from '../../dist/export/toTldr.js'
import { viewerBoard } from '../../dist/export/viewer/viewerBoard.js'
import { toXlsx } from '../../dist/export/xlsx/toXlsx.js'
import { growthOf, MAX_GROWTH } from '../support/countSteps.ts'
import { HOSTILE_BOARDS } from '../support/hostileBoards.ts'

const META = { at: new Date(2026, 10, 26), zone: 'UTC', locale: 'en', origin: 'https://charrette.example' } as const

function exportedBoard(doc: Y.Doc): ExportedBoard {
	const board = { id: 'b', title: 'Board', group: null }
	const session = { id: 's', title: 'Session', phases: [], groups: [], boards: [board] }
	return {
		workshop: { title: 'Workshop', cities: [], participants: [], sessions: [session] },
		session,
		board,
		content: readBoard(doc),
		document: { schema: 1, records: readRecords(doc) },
		result: null,
		hasAuthors: true,
		readImage: async () => null,
	} as unknown as ExportedBoard
}

async function readAll(chunks: AsyncIterable<unknown>): Promise<void> {
	for await (const _ of chunks);
}

const WRITERS: Record<string, (exported: ExportedBoard) => unknown> = {
	CSV: (exported) => toCsv(exported, META),
	Markdown: (exported) => toMarkdown(exported, META),
	JSON: (exported) => readAll(toJson(exported, META)),
	tldraw: (exported) => readAll(toTldr(exported, META)),
	'a workbook': (exported) => toXlsx([exported], META),
	'the viewer': viewerBoard,
	'a report'(exported) {
		const { workshop, session, board, content } = exported
		const source = { workshop, sessions: [session], results: [], renders: new Map(), images: new Map() }
		return toReportHtml(buildBoardReport({ board, content }, source, { ...META, namesPeople: true }))
	},
	'a selection of shapes': (exported) => selectShapes(exported, Object.keys(exported.document.records).slice(0, 10)),
}

describe('[COST1] an export of twice as large a board takes twice the steps', () => {
	for (const [format, write] of Object.entries(WRITERS))
		test.each(Object.entries(HOSTILE_BOARDS))(`${format}: %s`, async (_board, build) => {
			const buildExported = (size: number) => exportedBoard(build(size))
			expect(await growthOf(100, buildExported, write)).toBeLessThanOrEqual(MAX_GROWTH)
		})
})
