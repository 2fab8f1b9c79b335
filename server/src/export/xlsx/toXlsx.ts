import type { ExportAbout, ExportedBoard } from '../ExportedBoard.ts'
import { labelsIn } from '../labels.ts'
import { cardSheet, clusterSheet, coverageSheet, imageSheet, linkSheet } from './boardSheets.ts'
import { sheetWordsIn } from './sheetWords.ts'
import type { Workbook } from './Workbook.ts'
import { boardsSheet, citySheet, peopleSheet, voteSheet } from './workshopSheets.ts'
import { writeXlsx } from './writeXlsx.ts'

/**
 * Boards of one workshop as a workbook: a sheet each of cards, links, clusters, coverage, votes, cities, people, images and
 * boards; one that would be empty is left out, but for the cards. Of several boards each row says which it is of.
 */
export function toXlsx(boards: readonly ExportedBoard[], { at, locale, origin }: ExportAbout): Promise<Uint8Array> {
	const workbook: Workbook = { boards, labels: labelsIn(locale), words: sheetWordsIn(locale), origin }
	const [cards, ...others] = [
		cardSheet(workbook),
		linkSheet(workbook),
		clusterSheet(workbook),
		coverageSheet(workbook),
		voteSheet(workbook),
		citySheet(workbook),
		peopleSheet(workbook),
		imageSheet(workbook),
		boardsSheet(workbook),
	]
	const titles = [boards[0]?.workshop.title, boards.length === 1 ? boards[0]?.board.title : '']
	const title = titles.filter(Boolean).join(' – ')
	return writeXlsx([cards, ...others.filter(({ rows }) => rows.length > 0)], { title, at })
}
