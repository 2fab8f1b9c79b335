import { LOCALES } from '@charrette/shared'
import { labelsIn } from '../export/labels.ts'

/* A title, where it is from, and the coverage, as `toMarkdown` begins. */
const BEGINNING = /^# .*\s+.* · \d{4}-\d\d-\d\d\s+\*\*(.+?)\*\* — /
const COVERAGE = LOCALES.map((locale) => labelsIn(locale).headings.coverage)

/** Whether this is a board as our Markdown tells it, in any of our languages. It is no list, and not all of the board. */
export function isOutline(text: string): boolean {
	return COVERAGE.includes(BEGINNING.exec(text)?.[1] ?? '')
}
