/** What the page that lies in a pack says, in one language. */
export interface PackWords {
	/** Of when the pack is. */
	takenOn(day: string): string
	folders: string
	/** What each file of all boards together is. */
	wholes: Record<'report.html' | 'report.docx' | 'workbook.xlsx' | 'viewer.html', string>
	/** How a board is brought in again. */
	json: string
	/** Boards with nothing on them, named. */
	empty(boards: string): string
	/** Files that could not be made, named. */
	missing: string
	comma: string
}
